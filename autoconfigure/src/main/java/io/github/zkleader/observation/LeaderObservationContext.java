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

package io.github.zkleader.observation;

import io.github.zkleader.Term;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of something that happens in a term. Filled by the thread that it happens
 * on.
 *
 * @param <O> the type of the outcome
 */
public abstract class LeaderObservationContext<O> extends Observation.Context {

	private final Term term;

	private volatile @Nullable O outcome;

	LeaderObservationContext(Term term) {
		this.term = term;
	}

	/**
	 * Return the term.
	 * @return the term
	 */
	public Term getTerm() {
		return this.term;
	}

	/**
	 * Return the outcome.
	 * @return the outcome, or {@code null} while there is none
	 */
	public @Nullable O getOutcome() {
		return this.outcome;
	}

	/**
	 * Set the outcome.
	 * @param outcome the outcome
	 */
	public void setOutcome(O outcome) {
		this.outcome = outcome;
	}

}
