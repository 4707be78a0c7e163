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

package io.github.zkleader.gate;

import io.github.zkleader.GatedTask;
import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.NotLeaderException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The way from advice to the elections, which are looked up when they are needed first:
 * advice is set up before ordinary beans exist.
 */
final class Gate {

	private final ObjectProvider<GatedTasks> tasks;

	private final ObjectProvider<LeaderElections> elections;

	Gate(ObjectProvider<GatedTasks> tasks, ObjectProvider<LeaderElections> elections) {
		this.tasks = tasks;
		this.elections = elections;
	}

	/**
	 * Register a task.
	 * @param role the role; empty means the default role
	 * @param name the name
	 * @param interrupt whether to interrupt runs when leadership ends
	 * @return the task, or {@code null} if there are no elections to ask
	 */
	@Nullable GatedTask register(String role, String name, boolean interrupt) {
		GatedTasks tasks = this.tasks.getIfAvailable();
		return (tasks != null) ? tasks.register(role, name, interrupt) : null;
	}

	NotLeaderException notLeader(String role) {
		LeaderElections elections = this.elections.getObject();
		Leadership leadership = elections.getAll().get(role);
		return new NotLeaderException(role, elections.getId(),
				(leadership != null) ? leadership.getStatus().leaderId() : null);
	}

}
