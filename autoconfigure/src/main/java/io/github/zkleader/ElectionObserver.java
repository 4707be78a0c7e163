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

package io.github.zkleader;

import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Is asked, before something goes on in the elections of this instance, for an
 * observation of it. An {@link ElectionListener} is told afterwards. Only the first
 * observer of an application is asked.
 * <p>
 * Implementations, and the handlers of their observations, are called on the thread of
 * the run or of the role and must not block. What they throw is logged and reaches
 * neither runs nor elections.
 */
public interface ElectionObserver extends ElectionListener {

	/**
	 * A run was admitted and is about to begin on this thread.
	 * @param task the task
	 * @param term the term
	 * @param parent what the run is a part of, or {@code null} for what this thread is
	 * busy with
	 * @return the observation, or {@code null} for none
	 */
	default @Nullable Observed<RunOutcome> observeRun(GatedTask task, Term term, @Nullable Observation parent) {
		return null;
	}

	/**
	 * Leadership was granted, and listeners are about to be told of it on this thread.
	 * @param term the term
	 * @return the observation, or {@code null} for none
	 */
	default @Nullable Observed<GrantOutcome> observeGrant(Term term) {
		return null;
	}

	/**
	 * Leadership has ended, and is about to be handed over on this thread.
	 * @param term the term
	 * @param reason why it ended
	 * @return the observation, or {@code null} for none
	 */
	default @Nullable Observed<HandoverOutcome> observeRevocation(Term term, RevokeReason reason) {
		return null;
	}

	/**
	 * Runs in flight are about to be waited for, as a part of a hand-over.
	 * @param term the term
	 * @param reason why it ended
	 * @return the observation, or {@code null} for none
	 */
	default @Nullable Observed<HandoverOutcome> observeDrain(Term term, RevokeReason reason) {
		return null;
	}

	/**
	 * An observation of something with an outcome.
	 *
	 * @param <O> the type of the outcome
	 * @param observation the observation, not started
	 * @param outcome is told the outcome before the observation is stopped
	 */
	record Observed<O>(Observation observation, Consumer<O> outcome) {

	}

}
