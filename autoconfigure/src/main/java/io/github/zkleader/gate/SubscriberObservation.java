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

package io.github.zkleader.gate;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The observation in the context of a subscriber, where no thread knows of it.
 */
final class SubscriberObservation {

	/**
	 * That of Micrometer's {@code ObservationThreadLocalAccessor}, which needs a library
	 * that may be missing.
	 */
	private static final String KEY = "micrometer.observation";

	private SubscriberObservation() {
	}

	/**
	 * Return the observation that a subscription is a part of.
	 * @param subscriber the subscriber
	 * @return the observation, or {@code null}
	 */
	static @Nullable Observation of(CoreSubscriber<?> subscriber) {
		Object observation = subscriber.currentContext().getOrDefault(KEY, null);
		return (observation instanceof Observation current) ? current : null;
	}

	/**
	 * Make what a publisher does a part of an observation.
	 * @param source the publisher
	 * @param multiValue whether it may emit more than one value
	 * @param observation the observation, or {@code null} for none
	 * @return the publisher
	 */
	static Publisher<Object> write(Publisher<Object> source, boolean multiValue, @Nullable Observation observation) {
		if (observation == null) {
			return source;
		}
		return multiValue ? Flux.from(source).contextWrite((context) -> context.put(KEY, observation))
				: Mono.from(source).contextWrite((context) -> context.put(KEY, observation));
	}

}
