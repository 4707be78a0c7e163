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

import org.jspecify.annotations.Nullable;

/**
 * A scheduled {@link GatedTask} that remembers, from leader to leader, which of its
 * scheduled times were worked through. Safe for use by several threads.
 *
 * @see GatedTasks#registerTicked
 */
public interface TickedTask extends GatedTask {

	/**
	 * Ask the gate as {@link #enter()} does, without beginning a run.
	 * @return the claim to the record of the task in the current term, the same one for
	 * as long as that lasts, or {@code null} if the work must not run now, which has been
	 * counted then
	 */
	@Nullable TickClaim claim();

	/**
	 * Count scheduled times.
	 * @param outcome what has become of them
	 * @param count how many
	 */
	void count(TickOutcome outcome, long count);

	/**
	 * Count scheduled times that nobody makes up for, and warn of them: once a minute for
	 * each outcome, at INFO in between.
	 * @param outcome what has become of them
	 * @param count how many
	 * @param reason why, with the times
	 */
	void drop(TickOutcome outcome, long count, String reason);

	/**
	 * Return how many scheduled times had the given outcome.
	 * @param outcome the outcome
	 * @return the count since the start
	 */
	long getTicks(TickOutcome outcome);

}
