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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.zkleader.faults.CandidateProcess.Type;
import io.github.zkleader.processes.Ensemble;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Two candidates of one type on an ensemble, with what the servers say about their lock
 * znodes. A candidate whose process has ended is replaced.
 */
final class Candidates implements AutoCloseable {

	static final String ROLE = "work";

	static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	/**
	 * Of which the ride-out is longer than the ensemble takes to elect a new leader.
	 */
	static final Duration PATIENT_SESSION_TIMEOUT = Duration.ofSeconds(20);

	private static final int COUNT = 2;

	/**
	 * What stopping may take: drain, grace, listeners, release and some for the process.
	 */
	static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

	/**
	 * After which a new candidate has the lease that it leads with.
	 */
	private static final Duration WARM_UP = Duration.ofMillis(1500);

	private static final Duration STEADY_TIMEOUT = Duration.ofSeconds(60);

	private final Path directory;

	private final Ensemble ensemble;

	private final Type type;

	private final String path;

	private final Observer observer;

	private final TransactionLogs logs;

	private final List<CandidateProcess> all = new ArrayList<>();

	private final Set<Long> givenUp = new HashSet<>();

	private List<CandidateProcess> running = List.of();

	Candidates(Path directory, Ensemble ensemble, Type type) {
		this.directory = directory;
		this.ensemble = ensemble;
		this.type = type;
		this.path = "/" + type.name().toLowerCase();
		this.observer = new Observer(rolePath(), ensemble.servers());
		this.logs = new TransactionLogs(rolePath());
	}

	String rolePath() {
		return this.path + "/" + ROLE;
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(STEADY_TIMEOUT).pollInterval(Duration.ofMillis(5));
	}

	/**
	 * Heal everything, replace candidates that have ended and wait until one leads and
	 * all are in the queue.
	 */
	void awaitSteady() {
		this.ensemble.heal();
		this.running.forEach(CandidateProcess::heal);
		this.running.stream()
			.filter((candidate) -> candidate.process().isAlive())
			.forEach((candidate) -> candidate.process().resume());
		this.ensemble.awaitServing();
		List<CandidateProcess> running = new ArrayList<>(
				this.running.stream().filter((candidate) -> candidate.process().isAlive()).toList());
		List<CandidateProcess> started = new ArrayList<>();
		while (running.size() + started.size() < COUNT) {
			started.add(start());
		}
		started.forEach(CandidateProcess::awaitReady);
		running.addAll(started);
		this.running = List.copyOf(running);
		await().until(this::isSteady);
		if (!started.isEmpty()) {
			await().pollDelay(WARM_UP).until(this::isSteady);
		}
	}

	private CandidateProcess start() {
		CandidateProcess candidate = new CandidateProcess("candidate-" + (this.all.size() + 1), this.directory,
				this.ensemble.servers(), this.type, this.path);
		this.all.add(candidate);
		return candidate;
	}

	private boolean isSteady() {
		int expected = this.running.stream().mapToInt((candidate) -> candidate.getIds().size()).sum();
		return this.observer.present().size() == expected && leader().isPresent();
	}

	/**
	 * Return the candidate that says that it leads and whose lock znode is the first.
	 * @return the leader, if there is one
	 */
	Optional<CandidateProcess> leader() {
		List<LockZnode> znodes = znodes();
		return this.observer.present()
			.stream()
			.findFirst()
			.flatMap((token) -> znodes.stream().filter((znode) -> znode.token() == token).findFirst())
			.flatMap((znode) -> this.running.stream()
				.filter((candidate) -> candidate.saysThatItLeads(znode.candidate(), znode.token()))
				.findFirst());
	}

	CandidateProcess other(CandidateProcess candidate) {
		return this.running.stream().filter((other) -> other != candidate).findFirst().orElseThrow();
	}

	/**
	 * Return the token of the first lock znode.
	 * @return the token, or {@code 0} if there is none
	 */
	long token() {
		return this.observer.present().stream().findFirst().orElse(0L);
	}

	boolean isGone(long token) {
		return this.observer.gone(token) != Long.MAX_VALUE;
	}

	/**
	 * Whether the first lock znode is that of a candidate.
	 * @param candidate the candidate
	 * @return whether it is
	 */
	boolean isFirst(CandidateProcess candidate) {
		long token = token();
		return znodes().stream()
			.anyMatch((znode) -> znode.token() == token && candidate.getIds().contains(znode.candidate()));
	}

	/**
	 * The current leader is about to give up on purpose, with runs that end in time.
	 */
	void giveUp() {
		this.givenUp.add(token());
	}

	/**
	 * Delete a lock znode, as an administrator may.
	 * @param token the transaction that created it
	 */
	void deleteZnode(long token) {
		this.observer.delete(token);
	}

	private List<LockZnode> znodes() {
		this.ensemble.servers().forEach((server) -> this.logs.read(server.getDataDirectory().toFile()));
		return this.logs.locks(this.observer);
	}

	History history() {
		List<Answers> answers = new ArrayList<>();
		this.all.forEach((candidate) -> answers.addAll(candidate.answers()));
		Set<String> settled = this.all.stream()
			.filter((candidate) -> !candidate.isKilled())
			.flatMap((candidate) -> candidate.getIds().stream())
			.collect(Collectors.toSet());
		return History.of(answers, znodes(), settled, this.givenUp);
	}

	/**
	 * Stop all applications in good order.
	 */
	void stopAll() {
		this.running.forEach((candidate) -> candidate.process().terminate());
		this.running.forEach((candidate) -> {
			if (!candidate.process().awaitEnd(STOP_TIMEOUT)) {
				throw new AssertionError(candidate.getName() + " does not stop within " + STOP_TIMEOUT);
			}
		});
		this.running = List.of();
	}

	/**
	 * Return the lock znodes that exist although every application has stopped.
	 * @return their tokens
	 */
	List<Long> znodesLeftBehind() {
		Awaitility.await()
			.atMost(SESSION_TIMEOUT.dividedBy(4))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.observer.present().isEmpty());
		return this.observer.present();
	}

	Type type() {
		return this.type;
	}

	Ensemble ensemble() {
		return this.ensemble;
	}

	List<CandidateProcess> running() {
		return this.running;
	}

	@Override
	public void close() {
		this.all.forEach(CandidateProcess::close);
		this.observer.close();
	}

}
