/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.zkleader.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;

/**
 * Finds out whether listeners run on the thread that publishes: others cannot hold the
 * gate closed until they are done.
 */
final class SynchronousEventsProbe implements ApplicationListener<SynchronousEventsProbe.Probe> {

	private final ApplicationEventPublisher publisher;

	SynchronousEventsProbe(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	boolean isSynchronous() {
		Probe probe = new Probe(this);
		this.publisher.publishEvent(probe);
		return Thread.currentThread().equals(probe.heardOn);
	}

	@Override
	public void onApplicationEvent(Probe probe) {
		probe.heardOn = Thread.currentThread();
	}

	/**
	 * The event that is listened to.
	 */
	static final class Probe extends ApplicationEvent {

		private static final long serialVersionUID = 1L;

		private transient volatile @Nullable Thread heardOn;

		Probe(Object source) {
			super(source);
		}

	}

}
