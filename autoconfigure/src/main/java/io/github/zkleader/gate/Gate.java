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
import io.github.zkleader.gate.RoleResolver.Subject;
import io.github.zkleader.gate.ticks.Ticks;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The way from advice to the elections, which are looked up when they are needed first:
 * advice is set up before ordinary beans exist.
 */
final class Gate {

	private final ObjectProvider<GatedTasks> tasks;

	private final ObjectProvider<LeaderElections> elections;

	private final Ticks ticks;

	Gate(ObjectProvider<GatedTasks> tasks, ObjectProvider<LeaderElections> elections, Ticks ticks) {
		this.tasks = tasks;
		this.elections = elections;
		this.ticks = ticks;
	}

	/**
	 * Register a task. The same name again returns the same task.
	 * @param role the role; empty means the default role
	 * @param name the name
	 * @param interrupt whether to interrupt runs when leadership ends
	 * @param ticked whether to record scheduled times
	 * @param subject what is refused if there are no elections to ask
	 * @return the task
	 */
	GatedTask require(String role, String name, boolean interrupt, boolean ticked, Subject subject) {
		GatedTasks tasks = this.tasks.getIfAvailable();
		if (tasks == null) {
			throw subject.invalid("there is no GatedTasks bean to ask who leads",
					"Do not exclude LeaderElectionAutoConfiguration. To run without ZooKeeper, set "
							+ "leader.enabled=false, which keeps the gate closed.");
		}
		return ticked ? tasks.registerTicked(role, name, interrupt) : tasks.register(role, name, interrupt);
	}

	Ticks getTicks() {
		return this.ticks;
	}

	NotLeaderException notLeader(String role) {
		LeaderElections elections = this.elections.getObject();
		Leadership leadership = elections.getAll().get(role);
		return new NotLeaderException(role, elections.getId(),
				(leadership != null) ? leadership.getStatus().leaderId() : null);
	}

}
