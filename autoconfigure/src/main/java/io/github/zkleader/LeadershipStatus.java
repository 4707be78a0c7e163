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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of a role on this instance, taken without asking ZooKeeper.
 *
 * @param role the role
 * @param state the state
 * @param leader whether this instance leads now
 * @param leaderId the id of the instance that holds the lock, as last seen
 * @param fencingToken the fencing token of that instance, as last seen
 * @param since when this instance was granted leadership, if it leads
 * @param leaseRemaining how long this instance leads without any further word from
 * ZooKeeper, if it leads
 * @param problem what keeps the election from working, or {@code null}
 * @param overruns the names of tasks that still run although they had to stop
 * @param participants the candidates as last seen, the holder of the lock first
 * @param participantsAsOf when the candidates were last seen, or {@code null}
 * @param tasks the gated tasks of the role
 * @param history the last 50 changes of state, oldest first
 */
public record LeadershipStatus(String role, LeadershipState state, boolean leader, @Nullable String leaderId,
		@Nullable Long fencingToken, @Nullable Instant since, @Nullable Duration leaseRemaining,
		@Nullable String problem, List<String> overruns, List<Participant> participants,
		@Nullable Instant participantsAsOf, List<TaskStatus> tasks, List<StateChange> history) {

	/**
	 * Create a new snapshot.
	 */
	public LeadershipStatus {
		overruns = List.copyOf(overruns);
		participants = List.copyOf(participants);
		tasks = List.copyOf(tasks);
		history = List.copyOf(history);
	}

}
