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

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.springframework.util.Assert;

/**
 * Stands in for a ZooKeeper ensemble in tests: elections that share it elect their
 * leaders in memory, see {@link ElectionsFactory#inMemory}. Whoever holds it decides what
 * happens to their sessions, and moves the time that they live by. Leases do not run out
 * unless it is moved. Safe for use by any thread; nothing here blocks.
 */
public final class InMemoryEnsemble {

	/**
	 * The transactions of all ensembles, so that fencing tokens increase from one to the
	 * next and from one run of the tests to the next.
	 */
	private static final AtomicLong TRANSACTIONS = new AtomicLong(System.currentTimeMillis());

	private static final int RENEWALS_PER_SESSION = 10;

	private final Duration sessionTimeout;

	private final Duration tick;

	private final Contest initialContest;

	private final MovableTime time = new MovableTime();

	private final Map<String, InMemoryQueue> queues = new HashMap<>();

	private final Map<String, InMemoryCoordinator> instances = new LinkedHashMap<>();

	/**
	 * Create a new ensemble.
	 * @param sessionTimeout the timeout of the sessions
	 * @param tick the tick, which shortens leases
	 * @param initialContest who takes part in a role at first
	 */
	public InMemoryEnsemble(Duration sessionTimeout, Duration tick, Contest initialContest) {
		this.sessionTimeout = sessionTimeout;
		this.tick = tick;
		this.initialContest = initialContest;
	}

	/**
	 * Decide who takes part in the election of a role.
	 * @param role the role
	 * @param contest who takes part
	 */
	public synchronized void setContest(String role, Contest contest) {
		queue(role).setContest(contest);
	}

	/**
	 * Return the ids of who is in the queue of a role.
	 * @param role the role
	 * @return the ids, that of the leader first
	 */
	public synchronized List<String> getCandidates(String role) {
		return queue(role).getLocks().stream().map(InMemoryLock::id).toList();
	}

	/**
	 * Return the fencing token of whoever leads a role.
	 * @param role the role
	 * @return the token, or empty if nobody leads
	 */
	public synchronized OptionalLong getFencingToken(String role) {
		return queue(role).getLocks().stream().mapToLong(InMemoryLock::token).findFirst();
	}

	/**
	 * Whether an instance is a candidate, whoever leads.
	 * @param id the id of the instance
	 * @param role the role
	 * @return whether it is
	 */
	public synchronized boolean isCandidate(String id, String role) {
		return queue(role).contains(id);
	}

	/**
	 * Interrupt the connection of an instance. Its session lives on for the session
	 * timeout.
	 * @param id the id of the instance
	 */
	public void disconnect(String id) {
		with(id, InMemoryCoordinator::disconnect);
	}

	/**
	 * Restore the connection of an instance, with a new session if the old one has
	 * expired.
	 * @param id the id of the instance
	 */
	public void reconnect(String id) {
		with(id, InMemoryCoordinator::reconnect);
	}

	/**
	 * Let the session lease of an instance lapse, as if its process had stood still for
	 * longer than the lease and for less than the session timeout.
	 * @param id the id of the instance
	 */
	public void expireLease(String id) {
		with(id, InMemoryCoordinator::expireLease);
	}

	/**
	 * Close the session of an instance. If it is connected, it gets a new one.
	 * @param id the id of the instance
	 */
	public void expireSession(String id) {
		with(id, InMemoryCoordinator::expireSession);
	}

	/**
	 * Delete the lock of an instance, as an administrator might.
	 * @param id the id of the instance
	 * @param role the role
	 */
	public void deleteLock(String id, String role) {
		with(id, (instance) -> queue(role).find(id).ifPresent(instance::deleteLock));
	}

	/**
	 * Move the time ahead, as if it had passed: alarms go off. Leases are renewed on the
	 * way, but for those of instances that are disconnected, which run out, and their
	 * sessions after them.
	 * @param duration by how much
	 */
	public void advance(Duration duration) {
		Assert.isTrue(!duration.isNegative(), "'duration' must not be negative");
		Duration step = this.sessionTimeout.dividedBy(RENEWALS_PER_SESSION);
		Duration remaining = duration;
		do {
			Duration next = (remaining.compareTo(step) < 0) ? remaining : step;
			remaining = remaining.minus(next);
			this.time.move(next);
			synchronized (this) {
				this.instances.values().forEach(InMemoryCoordinator::timePassed);
			}
		}
		while (!remaining.isZero());
	}

	/**
	 * Move the time ahead to the next alarm that an election has set.
	 * @param atMost how far to move at most
	 * @return whether there is an alarm that close
	 */
	public boolean advanceToNextAlarm(Duration atMost) {
		Optional<Duration> alarm = this.time.untilNextAlarm().filter((wait) -> wait.compareTo(atMost) <= 0);
		alarm.ifPresent(this::advance);
		return alarm.isPresent();
	}

	/**
	 * Return the clock of the elections.
	 * @return the clock, which is that of this machine unless it was moved ahead
	 */
	public Clock getClock() {
		return this.time.clock();
	}

	ElectionTime time() {
		return this.time;
	}

	long movedNanos() {
		return this.time.movedNanos();
	}

	synchronized Coordinator coordinator(String id) {
		Assert.isTrue(!this.instances.containsKey(id), () -> "There is an instance with the id '" + id + "' already");
		InMemoryCoordinator instance = new InMemoryCoordinator(this, id, this.sessionTimeout, this.tick);
		this.instances.put(id, instance);
		return instance;
	}

	InMemoryQueue queue(String role) {
		return this.queues.computeIfAbsent(role, (name) -> new InMemoryQueue(name, this.initialContest));
	}

	/**
	 * Remove the locks that belong to a session, which may promote others.
	 * @param sessionId the id of the session
	 */
	void removeLocks(long sessionId) {
		this.queues.values().forEach((queue) -> queue.removeSession(sessionId));
	}

	/**
	 * Remove the locks that were to be released while there was no connection.
	 */
	void removeAbandonedLocks() {
		this.queues.values().forEach(InMemoryQueue::removeAbandoned);
	}

	static long nextTransaction() {
		return TRANSACTIONS.incrementAndGet();
	}

	private synchronized void with(String id, Consumer<InMemoryCoordinator> action) {
		InMemoryCoordinator instance = this.instances.get(id);
		Assert.notNull(instance, () -> "No elections with the id '" + id + "' share this ensemble");
		action.accept(instance);
	}

	/**
	 * Who takes part in the election of a role besides those that share the ensemble.
	 */
	public enum Contest {

		/**
		 * Nobody: the first candidate leads.
		 */
		OPEN,

		/**
		 * Another instance, which queues up like the others and holds the lock once it
		 * has got it.
		 */
		RIVAL,

		/**
		 * Nobody, and nobody is elected: candidates wait.
		 */
		UNDECIDED

	}

}
