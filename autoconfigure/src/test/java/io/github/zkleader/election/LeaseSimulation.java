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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Clients with a lease, an ensemble, and faults of all kinds that overlap. Everything
 * follows from the seed.
 */
final class LeaseSimulation {

	private static final List<Duration> TICKS = List.of(Duration.ofMillis(500), Duration.ofSeconds(1),
			Duration.ofSeconds(2));

	private static final int CLIENTS = 3;

	private static final int OBSERVERS = 2;

	final SimulatedTime time;

	final SimulatedEnsemble ensemble;

	final LeaseTiming timing;

	final List<SimulatedClient> clients = new ArrayList<>();

	private final long timeout;

	private final long tick;

	LeaseSimulation(long seed, LeaseMutation mutation) {
		this(seed, mutation, false);
	}

	LeaseSimulation(long seed, LeaseMutation mutation, boolean observerMaster) {
		this.time = new SimulatedTime(seed);
		Duration tick = TICKS.get(this.time.index(TICKS.size()));
		Duration timeout = Duration.ofMillis((long) (tick.toMillis() * this.time.between(3.0, 12.0)));
		this.tick = tick.toNanos();
		this.timeout = timeout.toNanos();
		this.timing = LeaseTiming.of(timeout, tick, observerMaster);
		this.ensemble = new SimulatedEnsemble(this.time, this.tick, this.timeout, observerMaster ? OBSERVERS : 0,
				(sessionId) -> this.clients.forEach((client) -> client.sessionGone(sessionId)));
		for (int i = 0; i < CLIENTS; i++) {
			this.clients.add(new SimulatedClient(this.ensemble, tick, observerMaster, mutation));
		}
	}

	void addFaults() {
		if (this.time.chance(0.5)) {
			this.clients.forEach((client) -> client.hesitate(this.time.between(0, 0.05)));
		}
		this.time.after(this.time.between(0, 2 * this.timeout), this::faults);
	}

	/**
	 * Have the leading server starved again and again, and nothing else.
	 */
	void addStarvation() {
		this.time.after(this.time.between(3 * this.timeout, 4 * this.timeout), () -> {
			SimulatedServer leader = this.ensemble.leader();
			if (leader != null) {
				starve(leader, this.clients.get(this.time.index(CLIENTS)));
			}
			addStarvation();
		});
	}

	/**
	 * Have observers lag behind again and again, and nothing else.
	 */
	void addLags() {
		this.time.after(this.time.between(3 * this.timeout, 4 * this.timeout), () -> {
			lag(this.clients.get(this.time.index(CLIENTS)));
			addLags();
		});
	}

	/**
	 * Have clients hear late of their new sessions, whose servers are cut off from the
	 * leading one soon after, again and again, and nothing else.
	 */
	void addLateSessions() {
		this.time.after(this.time.between(3 * this.timeout, 4 * this.timeout), () -> {
			SimulatedClient client = this.clients.get(this.time.index(CLIENTS));
			client.closeSession();
			long late = (long) (this.timeout * this.time.between(0.0, 1.0));
			client.block(late, false, true);
			this.time.after(late + this.time.between(0, this.tick / 2),
					() -> client.server().partition(this.timeout * 3 / 2, true, true));
			addLateSessions();
		});
	}

	/**
	 * Run on, and stop at the first violation.
	 * @return what is violated, or {@code null}
	 */
	@Nullable String run(Duration duration) {
		long end = this.time.now() + duration.toNanos();
		while (this.time.now() < end) {
			this.time.run(this.timeout);
			for (SimulatedClient client : this.clients) {
				if (client.violation() != null) {
					return client.violation();
				}
			}
		}
		return null;
	}

	/**
	 * Run on and look often whether all leases are valid.
	 * @return in how many of the looks one was
	 */
	double validity(Duration duration) {
		long step = Duration.ofMillis(20).toNanos();
		long looks = duration.toNanos() / step;
		long valid = 0;
		for (long i = 0; i < looks; i++) {
			this.time.run(step);
			valid += this.clients.stream().filter(SimulatedClient::isLeaseValid).count();
		}
		return (double) valid / (looks * CLIENTS);
	}

	private void faults() {
		fault();
		if (this.time.chance(0.3)) {
			this.time.after(this.time.between(0, this.timeout), this::fault);
		}
		this.time.after(this.time.between(0, 2 * this.timeout), this::faults);
	}

	private void fault() {
		SimulatedClient client = this.clients.get(this.time.index(CLIENTS));
		SimulatedServer server = this.time.chance(0.7) ? client.server()
				: this.ensemble.servers.get(this.time.index(this.ensemble.servers.size()));
		SimulatedServer leader = this.ensemble.leader();
		long length = this.time.between(0, this.timeout * 3 / 2);
		switch (this.time.index(16)) {
			case 0 -> client.pause(length);
			case 1 -> client.block(length, true, true);
			case 2 -> client.block(length, this.time.chance(0.5), true);
			case 3 -> client.block(length, true, false);
			case 4 -> client.dropConnection();
			case 5 -> client.closeSession();
			case 6 -> client.slowLink(this.time.between(0, this.timeout / 8));
			case 7 -> server.partition(length, true, true);
			case 8 -> server.partition(length, this.time.chance(0.5), true);
			case 9 -> server.slowLink(this.time.between(0, this.timeout / 8));
			case 10 -> server.pause(length);
			case 11 -> server.slowDisk(length, this.time.between(0, this.timeout / 2));
			case 12 -> server.isolate(length);
			case 13 -> server.crash(length);
			case 14 -> {
				if (leader != null) {
					starve(leader, client);
				}
			}
			case 15 -> odd(client, length);
		}
	}

	/**
	 * A leading server that sends no PING, whose commits take longer than the margin of
	 * the lease. The client may have been away before, and its server may be cut off
	 * after.
	 */
	private void starve(SimulatedServer leader, SimulatedClient client) {
		long commit = (long) (this.timing.spacing() * this.time.between(1.0, 1.2));
		long length = (long) (commit * this.time.between(0.5, 4.0));
		leader.starve(length, commit);
		this.time.after(length + this.time.between(0, this.tick / 2),
				() -> client.server().partition(this.timeout * 3 / 2, true, true));
	}

	/**
	 * A client that was away, and whose touches then pass each hop as late as the order
	 * of messages allows, before its server is cut off from the quorum.
	 */
	private void lag(SimulatedClient client) {
		long away = (long) (this.timeout * this.time.between(0.5, 1.0));
		client.pause(away);
		this.time.after(away, () -> {
			SimulatedServer observer = client.server();
			SimulatedServer master = observer.master();
			long pings = this.time.between(0, this.tick / 3);
			long answers = pings + ticks(0.25, 0.6);
			long passed = answers + ticks(0.3, 0.65);
			long nextPings = passed + ticks(0.0, 0.2);
			long nextAnswers = nextPings + ticks(0.3, 0.7);
			this.time.after(pings, () -> observer.partition(answers - pings, false, true));
			this.time.after(answers, () -> observer.partition(passed - answers, true, false));
			this.time.after(nextPings, () -> master.partition(nextAnswers - nextPings, false, true));
			this.time.after(nextAnswers, () -> master.partition(this.timeout * 3 / 2, true, false));
		});
	}

	private long ticks(double from, double to) {
		return (long) (this.tick * this.time.between(from, to));
	}

	/**
	 * Clocks that step or stand still, though never both back at once.
	 */
	private void odd(SimulatedClient client, long length) {
		boolean suspends = client == this.clients.get(0);
		if (suspends && this.time.chance(0.5)) {
			client.suspend(length);
		}
		else {
			client.stepWallClock(this.time.between(suspends ? 0 : -this.timeout, this.timeout));
		}
	}

}
