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

package io.github.zkleader.benchmarks.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.report.Counters;
import io.github.zkleader.benchmarks.report.Servers;
import io.github.zkleader.benchmarks.scale.Group.Granted;
import io.github.zkleader.benchmarks.scale.Group.Stats;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * One measurement: candidates of one kind, from the start to the fail-over.
 */
final class Measurement implements AutoCloseable {

	// Until caches are filled and leases are there
	private static final Duration CALM = Duration.ofSeconds(3);

	private static final AtomicInteger number = new AtomicInteger();

	private final Kind kind;

	private final Servers servers;

	private final Duration sessionTimeout;

	private final Duration idle;

	private final String path;

	private final List<Group> groups = new ArrayList<>();

	private final ZooKeeper observer;

	Measurement(Kind kind, Servers servers, Duration sessionTimeout, Duration idle) throws IOException {
		this.kind = kind;
		this.servers = servers;
		this.sessionTimeout = sessionTimeout;
		this.idle = idle;
		this.path = "/" + kind.toPath() + "-" + number.incrementAndGet();
		this.observer = new ZooKeeper(servers.getConnectString(), 30_000, (event) -> {
		});
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(20))
			.ignoreExceptionsInstanceOf(KeeperException.class);
	}

	/**
	 * Measure one process that leads in many roles, and another one that takes over.
	 * @param roles how many roles
	 * @return what it takes
	 */
	Result roles(int roles) {
		Group leader = add(roles, 1);
		leader.awaitReady();
		Counters before = this.servers.count();
		long start = System.nanoTime();
		leader.start();
		await().until(() -> leader.granted().current() == roles);
		double settled = leader.granted().latest() - start;
		long requests = this.servers.count().since(before).requests();
		Group standby = add(roles, 1);
		standby.awaitReady();
		standby.start();
		awaitQueue(roles, 2);
		Idle idle = idle();
		Stats stats = leader.stats();
		pause(CALM);
		Counters calm = this.servers.count();
		long killed = System.nanoTime();
		leader.kill();
		await().until(() -> standby.granted().current() == roles);
		List<Long> failover = List.of(standby.granted().latest() - killed);
		double used = used(calm, idle);
		return new Result(settled, requests, stats.threads(), stats.heap(), idle, failover, used);
	}

	/**
	 * Measure many candidates for one role, the leader of which yields, one after the
	 * other.
	 * @param candidates how many
	 * @param perProcess how many in a process
	 * @param yields how often
	 * @return what it takes
	 */
	Result candidates(int candidates, int perProcess, int yields) {
		for (int i = 0; i < candidates; i += perProcess) {
			add(1, Math.min(perProcess, candidates - i));
		}
		this.groups.forEach(Group::awaitReady);
		Counters before = this.servers.count();
		long start = System.nanoTime();
		this.groups.forEach(Group::start);
		awaitQueue(1, candidates);
		await().until(() -> grants() > 0);
		double settled = System.nanoTime() - start;
		long requests = this.servers.count().since(before).requests();
		Idle idle = idle();
		List<Stats> stats = this.groups.stream().map(Group::stats).toList();
		// Collections have delayed renewals
		pause(CALM);
		List<Long> failover = new ArrayList<>();
		Counters calm = this.servers.count();
		for (int i = 0; i < yields; i++) {
			failover.add(giveUp());
			awaitQueue(1, candidates);
			pause(CALM);
		}
		double used = used(calm, idle) / yields;
		return new Result(settled, requests, stats.stream().mapToInt(Stats::threads).sum(),
				stats.stream().mapToLong(Stats::heap).sum(), idle, failover, used);
	}

	private long giveUp() {
		int grants = grants();
		long yielded = System.nanoTime();
		this.groups.forEach(Group::giveUp);
		await().until(() -> grants() > grants);
		return this.groups.stream().map(Group::granted).mapToLong(Granted::latest).max().orElse(0) - yielded;
	}

	private int grants() {
		return this.groups.stream().map(Group::granted).mapToInt(Granted::total).sum();
	}

	private Group add(int roles, int clients) {
		Group group = new Group(this.kind, this.servers, this.path, this.sessionTimeout, roles, clients);
		this.groups.add(group);
		return group;
	}

	private void awaitQueue(int roles, int candidates) {
		if (this.kind.way().queues()) {
			await().until(() -> this.observer.getAllChildrenNumber(this.path) >= roles * (1 + candidates));
		}
	}

	private Idle idle() {
		pause(CALM);
		long cpu = cpu();
		Counters start = this.servers.count();
		pause(this.idle);
		Counters counted = this.servers.count().since(start);
		return new Idle(counted.requestsPerSecond(), counted.writesPerSecond(), (double) (cpu() - cpu) / counted.at());
	}

	private static void pause(Duration duration) {
		long start = System.nanoTime();
		await().atMost(duration.plusSeconds(60)).until(() -> System.nanoTime() - start > duration.toNanos());
	}

	private long cpu() {
		return this.groups.stream().mapToLong(Group::cpu).sum();
	}

	private double used(Counters calm, Idle idle) {
		Counters counted = this.servers.count().since(calm);
		return Math.max(0, counted.requests() - idle.requestsPerSecond() * counted.at() / 1e9);
	}

	@Override
	public void close() {
		this.groups.forEach(Group::close);
		try {
			this.observer.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What it takes while nothing happens.
	 *
	 * @param requestsPerSecond requests to all servers
	 * @param writesPerSecond those that are writes
	 * @param cpu the share of a processor of all candidates
	 */
	record Idle(double requestsPerSecond, double writesPerSecond, double cpu) {

	}

	/**
	 * What it takes.
	 *
	 * @param settled nanoseconds from the start until all is settled
	 * @param requests requests to all servers for that
	 * @param threads the threads, of all processes or of the leading one
	 * @param heap the bytes in use after a garbage collection, as with the threads
	 * @param idle what it takes while nothing happens
	 * @param failover nanoseconds until the next has all grants, of each fail-over
	 * @param failoverRequests requests to all servers for one of them
	 */
	record Result(double settled, long requests, int threads, long heap, Idle idle, List<Long> failover,
			double failoverRequests) {

	}

}
