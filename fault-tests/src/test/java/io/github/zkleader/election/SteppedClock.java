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

package io.github.zkleader.election;

import java.time.Duration;
import java.util.List;

import io.github.zkleader.ElectionListener;

import org.springframework.context.ApplicationEventPublisher;

/**
 * The clocks of this machine, of which the wall clock can be stepped.
 */
public final class SteppedClock implements LeaseClock {

	private volatile long stepMillis;

	/**
	 * Step the wall clock from where it is now.
	 * @param step how far; back if negative
	 */
	public synchronized void step(Duration step) {
		this.stepMillis += step.toMillis();
	}

	/**
	 * Make a factory of elections that measure their lease with these clocks.
	 * @param settings how the elections behave
	 * @param defaultRole the role of who names none
	 * @param publisher publishes the events
	 * @param listeners are told what happens
	 * @return the factory
	 */
	public ElectionsFactory factory(ElectionSettings settings, String defaultRole, ApplicationEventPublisher publisher,
			List<ElectionListener> listeners) {
		return new ElectionsFactory(settings, defaultRole, publisher, listeners, this);
	}

	@Override
	public long nanoTime() {
		return SYSTEM.nanoTime();
	}

	@Override
	public long currentTimeMillis() {
		return SYSTEM.currentTimeMillis() + this.stepMillis;
	}

}
