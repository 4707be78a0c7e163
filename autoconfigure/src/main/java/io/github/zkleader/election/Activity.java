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
import java.util.function.Supplier;

import io.github.zkleader.ElectionObserver.Observed;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes on and may be observed. Whoever observes it cannot break it.
 *
 * @param <O> the type of the outcome
 */
final class Activity<O> {

	private static final Activity<?> UNOBSERVED = new Activity<>(null, (failure) -> {
	});

	private final @Nullable Observed<O> observed;

	private final Consumer<Throwable> onFailure;

	/**
	 * Create a new activity.
	 * @param observed the observation, which is started
	 * @param onFailure is told what the observation throws
	 */
	Activity(@Nullable Observed<O> observed, Consumer<Throwable> onFailure) {
		this.observed = observed;
		this.onFailure = onFailure;
	}

	/**
	 * Return an activity that nobody observes.
	 * @param <O> the type of the outcome
	 * @return the activity
	 */
	@SuppressWarnings("unchecked")
	static <O> Activity<O> unobserved() {
		return (Activity<O>) UNOBSERVED;
	}

	boolean isObserved() {
		return this.observed != null;
	}

	@Nullable Observation getObservation() {
		return (this.observed != null) ? this.observed.observation() : null;
	}

	/**
	 * Make this what the current thread is busy with.
	 * @return is to be closed on this thread
	 */
	ActivityScope open() {
		Observation observation = getObservation();
		return (observation != null) ? ActivityScope.open(observation, this.onFailure) : ActivityScope.NONE;
	}

	/**
	 * Make this what the current thread is busy with while it works.
	 * @param <T> the type of the result
	 * @param work the work
	 * @return the result
	 */
	<T> T scoped(Supplier<T> work) {
		ActivityScope scope = open();
		try {
			return work.get();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * Say what has failed. The activity goes on.
	 * @param failure what was thrown
	 */
	void failed(Throwable failure) {
		Observation observation = getObservation();
		if (observation != null) {
			guard(() -> observation.error(failure));
		}
	}

	/**
	 * End the activity, on any thread.
	 * @param outcome how it ended
	 */
	void end(O outcome) {
		Observed<O> observed = this.observed;
		if (observed != null) {
			guard(() -> observed.outcome().accept(outcome));
			guard(observed.observation()::stop);
		}
	}

	private void guard(Runnable report) {
		try {
			report.run();
		}
		catch (Throwable ex) {
			this.onFailure.accept(ex);
		}
	}

}
