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

package io.github.zkleader.faults;

import java.util.function.Consumer;

/**
 * What can go wrong.
 */
enum Fault {

	PAUSE("leader paused beyond its session timeout", Expectation.MOVES, CandidateFaults::pause),

	KILL("leader killed", Expectation.MOVES, CandidateFaults::kill);

	private final String description;

	private final Expectation expectation;

	private final Consumer<Trial> script;

	Fault(String description, Expectation expectation, Consumer<Trial> script) {
		this.description = description;
		this.expectation = expectation;
		this.script = script;
	}

	Expectation getExpectation() {
		return this.expectation;
	}

	/**
	 * Make it happen, wait for its effect and confirm that it took place.
	 * @param trial the trial
	 */
	void happen(Trial trial) {
		this.script.accept(trial);
	}

	@Override
	public String toString() {
		return this.description;
	}

	/**
	 * What has to become of leadership.
	 */
	enum Expectation {

		/**
		 * Another candidate leads, or the same one with a new lock.
		 */
		MOVES,

		/**
		 * Nothing changes.
		 */
		STAYS,

		/**
		 * One or the other, depending on the moment.
		 */
		EITHER

	}

}
