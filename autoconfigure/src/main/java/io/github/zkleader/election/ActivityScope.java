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

import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Scope;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * While a thread is busy with an activity. What the thread was busy with before is so
 * again afterwards, even if a handler of the observation throws.
 */
final class ActivityScope {

	/**
	 * The scope of what nobody observes.
	 */
	static final ActivityScope NONE = new ActivityScope(() -> {
	});

	private final Runnable closing;

	private ActivityScope(Runnable closing) {
		this.closing = closing;
	}

	/**
	 * Open a scope on this thread.
	 * @param observation the observation
	 * @param onFailure is told what the observation throws
	 * @return the scope, to be closed on this thread
	 */
	static ActivityScope open(Observation observation, Consumer<Throwable> onFailure) {
		ObservationRegistry registry = observation.getObservationRegistry();
		Scope previous = registry.getCurrentObservationScope();
		try {
			Scope scope = observation.openScope();
			return new ActivityScope(() -> close(scope, registry, previous, onFailure));
		}
		catch (Throwable ex) {
			registry.setCurrentObservationScope(previous);
			onFailure.accept(ex);
			return NONE;
		}
	}

	private static void close(Scope scope, ObservationRegistry registry, @Nullable Scope previous,
			Consumer<Throwable> onFailure) {
		try {
			scope.close();
		}
		catch (Throwable ex) {
			registry.setCurrentObservationScope(previous);
			onFailure.accept(ex);
		}
	}

	/**
	 * Close the scope.
	 */
	void close() {
		this.closing.run();
	}

}
