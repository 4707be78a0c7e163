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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkleader.election.PublishedTiming;
import io.github.zkleader.processes.Ensemble;
import io.github.zkleader.processes.EnsembleServer;
import io.github.zkleader.processes.TcpProxy;
import io.github.zkleader.processes.TcpProxy.Direction;
import org.awaitility.Awaitility;

/**
 * Faults of the servers, and of the network between them.
 */
final class EnsembleFaults {

	/**
	 * A round trip takes twice as long.
	 */
	private static final Duration COMMIT_DELAY = Duration.ofMillis(300);

	/**
	 * What still lets renewals by way of a follower, which take two round trips, come
	 * close enough together.
	 */
	private static final Duration BEARABLE_DELAY = Duration.ofMillis(100);

	/**
	 * After which a candidate has its lease again.
	 */
	private static final Duration SETTLE = Duration.ofMillis(1500);

	private static final Duration SLOW_FOR = Duration.ofSeconds(5);

	private static final Duration SLOW_FSYNC = Duration.ofMillis(600);

	/**
	 * What it may take to see that a gate is closed.
	 */
	private static final Duration SLACK = Duration.ofMillis(300);

	private static final Duration NO_QUORUM_PATIENCE = Duration.ofSeconds(20);

	private static final Duration NO_QUORUM_FOR = Duration.ofSeconds(2);

	private EnsembleFaults() {
	}

	/**
	 * Cut the server that the leader is connected to off from the one that leads the
	 * ensemble: it goes on to answer its clients.
	 * @param trial the trial
	 */
	static void partition(Trial trial) {
		EnsembleServer leader = trial.ensemble().awaitLeader();
		EnsembleServer follower = trial.ensemble()
			.servers()
			.stream()
			.filter((server) -> server != leader)
			.findFirst()
			.orElseThrow();
		connect(trial, follower);
		trial.faultNow();
		follower.cut(leader);
		trial.leader().links().forEach((link) -> {
			if (link != trial.leader().linkTo(follower)) {
				link.cut(Direction.values());
			}
		});
		trial.awaitSuccessor();
		follower.heal();
		trial.leader().heal();
	}

	/**
	 * Move the connections of all candidates to a server, before the trial begins anew.
	 * @param trial the trial
	 * @param server the server
	 */
	private static void connect(Trial trial, EnsembleServer server) {
		for (CandidateProcess candidate : trial.candidates().running()) {
			TcpProxy wanted = candidate.linkTo(server);
			candidate.links().stream().filter((link) -> link != wanted).forEach(TcpProxy::refuse);
			trial.await().until(wanted::isInUse);
			trial.pass(SETTLE);
			candidate.heal();
		}
		trial.beginAnew();
		if (!trial.leader().linkTo(server).isInUse()) {
			throw new IllegalStateException("The leader is not connected to server " + server.getId());
		}
	}

	/**
	 * Cut the leading server off from all others until it gives up, while the leader is
	 * connected to it.
	 * @param trial the trial
	 */
	static void isolateLeader(Trial trial) {
		EnsembleServer leader = trial.ensemble().awaitLeader();
		connect(trial, leader);
		trial.faultNow();
		List<EnsembleServer> others = trial.ensemble().servers().stream().filter((server) -> server != leader).toList();
		others.forEach((server) -> server.cut(leader));
		trial.await().until(() -> leader.mode().isEmpty());
		others.forEach(EnsembleServer::heal);
	}

	static void slowCommits(Trial trial) {
		trial.faultNow();
		slowDown(trial, COMMIT_DELAY);
		trial.pass(SLOW_FOR);
		trial.ensemble().heal();
	}

	static void slowDownBearably(Trial trial) {
		slowDown(trial, BEARABLE_DELAY);
	}

	private static void slowDown(Trial trial, Duration delay) {
		trial.ensemble()
			.servers()
			.stream()
			.flatMap((server) -> server.links().stream())
			.forEach((link) -> link.delay(delay, Direction.values()));
	}

	static void slowFsync(Trial trial) {
		trial.faultNow();
		trial.ensemble().awaitLeader().slowFsync(SLOW_FSYNC);
		trial.pass(SLOW_FOR.dividedBy(2));
		trial.ensemble().servers().forEach((server) -> server.slowFsync(SLOW_FSYNC));
		trial.pass(SLOW_FOR);
		trial.ensemble().servers().forEach((server) -> server.slowFsync(Duration.ZERO));
	}

	static void pauseLeader(Trial trial) {
		EnsembleServer leader = trial.ensemble().awaitLeader();
		trial.faultNow();
		leader.process().pause();
		trial.await()
			.until(() -> trial.ensemble()
				.servers()
				.stream()
				.anyMatch((server) -> server != leader && server.mode().equals("leader")));
		leader.process().resume();
	}

	static void killLeader(Trial trial) {
		EnsembleServer leader = trial.ensemble().awaitLeader();
		trial.faultNow();
		leader.process().kill();
		trial.ensemble().awaitLeader();
		leader.start();
	}

	static void rollingRestart(Trial trial) {
		trial.faultNow();
		trial.ensemble().servers().forEach((server) -> restart(trial, server));
	}

	private static void restart(Trial trial, EnsembleServer server) {
		server.process().terminate();
		server.process().awaitEnd(Duration.ofSeconds(10));
		trial.ensemble().awaitLeader();
		server.start();
		trial.ensemble().awaitServing();
	}

	/**
	 * A rolling restart that counts only if no silence of the servers was longer than the
	 * ride-out.
	 * @param trial the trial
	 */
	static void rollingRestartWithinRideOut(Trial trial) {
		Duration rideOut = PublishedTiming.rideOut(Candidates.PATIENT_SESSION_TIMEOUT, Ensemble.TICK);
		AtomicBoolean tooLong = new AtomicBoolean();
		ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
		try {
			watch.scheduleAtFixedRate(() -> {
				if (trial.leader().silence() > rideOut.toNanos()) {
					tooLong.set(true);
				}
			}, 0, 10, TimeUnit.MILLISECONDS);
			rollingRestart(trial);
			trial.pass(rideOut);
		}
		finally {
			watch.shutdownNow();
		}
		if (tooLong.get()) {
			trial.doesNotCount("the servers were silent for longer than the ride-out");
		}
	}

	/**
	 * Restart the servers one by one with a lower limit for the session timeout, and cut
	 * the leader off when its lease has become shorter.
	 * @param trial the trial
	 */
	static void shortenSessionTimeout(Trial trial) {
		if (trial.leader().status().sessionTimeout().equals(Candidates.SESSION_TIMEOUT)) {
			rollingRestart(trial);
			trial.beginAnew();
		}
		trial.ensemble().limitSessionTimeout(Candidates.SESSION_TIMEOUT);
		rollingRestart(trial);
		trial.ensemble().configure();
		Duration lease = PublishedTiming.lease(Candidates.SESSION_TIMEOUT, Ensemble.TICK);
		trial.beginAnew();
		for (CandidateProcess candidate : trial.candidates().running()) {
			// It may not have connected to a restarted server yet, which is what shortens
			// it
			Awaitility.await("lease is shortened")
				.atMost(Duration.ofSeconds(10))
				.until(candidate::status, (status) -> status.sessionTimeout().equals(Candidates.SESSION_TIMEOUT)
						&& status.leaseRemaining().compareTo(lease) <= 0);
		}
		NetworkFaults.partition(trial);
	}

	/**
	 * Only one server remains, which answers reads to clients that make do with that. It
	 * takes up new local sessions alone.
	 * @param trial the trial
	 */
	static void loseQuorum(Trial trial) {
		trial.ensemble().allowLocalSessions();
		restart(trial, trial.ensemble().servers().get(0));
		trial.ensemble().configure();
		trial.beginAnew();
		List<EnsembleServer> killed = trial.ensemble().servers().subList(1, 3);
		trial.faultNow();
		killed.forEach((server) -> server.process().kill());
		Duration lease = PublishedTiming.lease(Candidates.SESSION_TIMEOUT, Ensemble.TICK);
		Awaitility.await().atMost(lease.plus(SLACK)).until(() -> trial.candidates().leader().isEmpty());
		for (CandidateProcess candidate : trial.candidates().running()) {
			boolean readOnly = CandidateProcess.isReadOnly(candidate.getName());
			Awaitility.await()
				.atMost(NO_QUORUM_PATIENCE)
				.until(candidate::status, (status) -> status.isWithoutQuorum(readOnly));
		}
		trial.pass(NO_QUORUM_FOR);
		killed.forEach(EnsembleServer::start);
		trial.ensemble().awaitServing();
		trial.awaitSuccessor();
	}

	static void deleteZnode(Trial trial) {
		trial.deletedByThirdParty();
		trial.faultNow();
		trial.candidates().deleteZnode(trial.token());
		trial.awaitSuccessor();
	}

}
