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

package io.github.zkleader.election;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.zkleader.GatedTask;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.TickedTask;
import org.slf4j.Logger;

import org.springframework.context.ApplicationEventPublisher;

/**
 * A role this instance takes part in: puts together its gate, its election and its tasks.
 */
final class Role {

	private final String name;

	private final Coordinator coordinator;

	private final ElectionListeners listeners;

	private final Map<String, Task> tasks = new ConcurrentHashMap<>();

	private final Runs runs;

	private final RoleGate gate;

	private final RoleJournal journal;

	private final RoleTicks ticks;

	private final LeaderWatch watch;

	private final RoleElection election;

	private final Leadership leadership;

	Role(Logger logger, String name, ElectionSettings settings, Coordinator coordinator, ElectionTime time,
			ApplicationEventPublisher publisher, ElectionListeners listeners, Executor pool, Executor blockingPool,
			Executor watchPool, Timer timer, Timer poolTimer) {
		this.name = name;
		this.coordinator = coordinator;
		this.listeners = listeners;
		this.runs = new Runs(blockingPool, time, coordinator.getClock());
		this.leadership = new RoleLeadership(this, settings.id());
		this.gate = new RoleGate(name, this.runs, (tenure, reason) -> getElection().lost(tenure, reason));
		this.journal = new RoleJournal(logger, name, time, this.gate, listeners, poolTimer);
		RoleEvents events = new RoleEvents(this.leadership, publisher, listeners);
		SerialExecutor watchSteps = new SerialExecutor(watchPool, blockingPool, "watch", name);
		this.ticks = new RoleTicks(name, coordinator.ticks(name));
		this.watch = new LeaderWatch(name, coordinator, watchSteps, poolTimer, events, this.journal, this.ticks);
		this.election = new RoleElection(name, settings, coordinator, time,
				new SerialExecutor(pool, blockingPool, "role", name), timer, this.gate, this.runs, this.journal,
				new Preparation(settings, events, this.journal, timer),
				new Handover(name, settings, this.runs, events, this.journal, listeners, timer, time), this.watch,
				this.ticks, listeners.getObserver());
	}

	String getName() {
		return this.name;
	}

	RoleGate getGate() {
		return this.gate;
	}

	RoleElection getElection() {
		return this.election;
	}

	Leadership getLeadership() {
		return this.leadership;
	}

	Runs getRuns() {
		return this.runs;
	}

	void start() {
		this.gate.setConnected(this.coordinator.isConnected());
		this.watch.start(this.election::reachedFront);
		this.election.start();
	}

	void stop(Runnable callback) {
		this.watch.stop();
		this.election.stop(callback);
	}

	GatedTask task(String name, boolean interrupt) {
		Task task = this.tasks.get(name);
		return (task != null) ? task : add(new Task(this.gate, this::notLeader, name, interrupt, this.listeners));
	}

	TickedTask tickedTask(String name, boolean interrupt) {
		if (this.ticks.want()) {
			this.election.announceTicks();
		}
		Task task = this.tasks.get(name);
		if (task == null) {
			task = add(new RecordedTask(this.gate, this::notLeader, name, interrupt, this.listeners, this.ticks));
		}
		if (task instanceof TickedTask ticked) {
			return ticked;
		}
		throw new IllegalArgumentException("The task '" + name + "' is registered as one that records nothing");
	}

	private Task add(Task created) {
		Task existing = this.tasks.putIfAbsent(created.getName(), created);
		if (existing == null) {
			this.listeners.onTask(created);
			return created;
		}
		return existing;
	}

	private NotLeaderException notLeader() {
		String id = this.leadership.getId();
		String leaderId = this.watch.getCandidates().leaderId();
		return new NotLeaderException(this.name, id, id.equals(leaderId) ? null : leaderId);
	}

	LeadershipStatus getStatus() {
		Tenure open = this.gate.openTenure();
		Candidates candidates = this.watch.getCandidates();
		Tenure tenure = this.gate.getTenure();
		String leaderId = (tenure != null) ? tenure.getTerm().leaderId() : candidates.leaderId();
		Long token = (tenure != null) ? Long.valueOf(tenure.getTerm().fencingToken())
				: (candidates.leaderId() != null) ? Long.valueOf(candidates.fencingToken()) : null;
		return new LeadershipStatus(this.name, this.journal.getState(), open != null, leaderId, token,
				(open != null) ? open.getTerm().since() : null,
				(open != null) ? Duration.ofNanos(this.coordinator.leaseRemaining()) : null, this.journal.getProblem(),
				this.runs.overruns(), (candidates.asOf() != null) ? candidates.participants() : List.of(),
				candidates.asOf(), new TreeMap<>(this.tasks).values().stream().map(Task::getStatus).toList(),
				this.journal.getHistory());
	}

}
