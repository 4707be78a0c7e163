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

import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;

/**
 * What is known of a gated run.
 */
public class LeaderRunObservationContext extends LeaderObservationContext<RunOutcome> {

	private final String task;

	/**
	 * Create a new context.
	 * @param task the name of the task
	 * @param term the term that the run was admitted in
	 */
	public LeaderRunObservationContext(String task, Term term) {
		super(term);
		this.task = task;
	}

	/**
	 * Return the name of the task: bean name and method.
	 * @return the name
	 */
	public String getTask() {
		return this.task;
	}

}
