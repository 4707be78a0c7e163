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

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Work that runs on the leader of a role only: a {@link LeaderOnly} method, for example.
 * Safe for use by several threads.
 *
 * @see GatedTasks
 */
public interface GatedTask {

	/**
	 * Return the role that has to be led.
	 * @return the role
	 */
	String getRole();

	/**
	 * Return the name: bean name and method, the same in the endpoint and in meters.
	 * @return the name, unique within the role
	 */
	String getName();

	/**
	 * Ask the gate. The answer is as of the start of this call and takes no lock and no
	 * round trip. A refusal has been logged at DEBUG and counted when this returns.
	 * @return the admitted run, which the caller must {@link GatedRun#end end} on the
	 * same thread, or {@code null} if the work must not run now
	 * @throws NotLeaderException if called from within a run of the role whose term is
	 * over, which has to come to an end
	 */
	@Nullable GatedRun enter();

	/**
	 * Ask the gate, as {@link #enter()} does, for work that is a part of something which
	 * is not known from this thread.
	 * @param parent what an observation of the run is a part of, or {@code null} for what
	 * this thread is busy with
	 * @return the admitted run, or {@code null} if the work must not run now
	 * @throws NotLeaderException if called from within a run of the role whose term is
	 * over, which has to come to an end
	 */
	default @Nullable GatedRun enter(@Nullable Observation parent) {
		return enter();
	}

	/**
	 * Return how often the work was skipped for the given reason.
	 * @param reason the reason
	 * @return the count since the start
	 */
	long getSkipped(SkipReason reason);

	/**
	 * Return what has happened so far.
	 * @return an immutable snapshot
	 */
	TaskStatus getStatus();

}
