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

/**
 * Something that must not happen.
 *
 * @param rule the rule that is violated
 * @param candidate the id of the candidate that violates it
 * @param time when it happened, in the time of {@link System#nanoTime()}
 * @param nanosLate by how much, if that can be said
 * @param description what happened
 */
record Violation(Rule rule, String candidate, long time, long nanosLate, String description) {

	/**
	 * What is promised.
	 */
	enum Rule {

		/**
		 * No call that starts after the lock znode was gone is answered "leader".
		 */
		NO_ANSWER_AFTER_LOSS,

		/**
		 * No gate check that starts after the lock znode was gone lets a run in.
		 */
		NO_RUN_AFTER_LOSS,

		/**
		 * Nobody leads who has no lock znode, or before those in front of it were gone.
		 */
		NO_ANSWER_WITHOUT_LOCK,

		/**
		 * Nobody leads after a successor has been told that it leads.
		 */
		ONE_LEADER,

		/**
		 * Fencing tokens increase from leader to leader.
		 */
		TOKENS_INCREASE,

		/**
		 * Every OnGranted is followed by one OnRevoked, and every OnRevoked follows an
		 * OnGranted; none follows the stop.
		 */
		EVENTS_PAIR_UP,

		/**
		 * Who leads was told so.
		 */
		NO_EVENT_LOST,

		/**
		 * The gate is closed when listeners of the revocation run.
		 */
		GATE_FIRST,

		/**
		 * A lock that is given up on purpose is not released before the runs that were
		 * let in have ended.
		 */
		DRAIN_FIRST,

		/**
		 * An interrupt never reaches a thread after its run has ended.
		 */
		NO_STRAY_INTERRUPT,

		/**
		 * Calls inside an admitted run pass while leadership is given up on purpose.
		 */
		NESTED_CALLS_PASS

	}

}
