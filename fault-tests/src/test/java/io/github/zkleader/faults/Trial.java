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
import java.util.Optional;
import java.util.OptionalLong;

import io.github.zkleader.processes.Ensemble;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * One fault on candidates that were in good order before.
 */
final class Trial {

	private static final long ASKED_WITHIN = Duration.ofMillis(50).toNanos();

	private final Candidates candidates;

	private final long start = System.nanoTime();

	private CandidateProcess leader;

	private long token;

	private long fault;

	private long resumed;

	private Optional<String> objection = Optional.empty();

	private boolean deletionByThirdParty;

	Trial(Candidates candidates) {
		this.candidates = candidates;
		this.leader = candidates.leader().orElseThrow();
		this.token = candidates.token();
	}

	Candidates candidates() {
		return this.candidates;
	}

	Ensemble ensemble() {
		return this.candidates.ensemble();
	}

	/**
	 * Return the candidate that leads when the trial starts.
	 * @return the candidate
	 */
	CandidateProcess leader() {
		return this.leader;
	}

	CandidateProcess follower() {
		return this.candidates.other(this.leader);
	}

	long token() {
		return this.token;
	}

	/**
	 * The fault happens now.
	 */
	void faultNow() {
		this.fault = System.nanoTime();
	}

	/**
	 * Begin anew after preparations, which may have moved leadership.
	 */
	void beginAnew() {
		this.candidates.awaitSteady();
		this.leader = this.candidates.leader().orElseThrow();
		this.token = this.candidates.token();
	}

	/**
	 * The candidate is about to go on after a pause.
	 */
	void resumedNow() {
		this.resumed = System.nanoTime();
	}

	/**
	 * The leader gives up on purpose, with runs that end in time.
	 */
	void giveUpNow() {
		this.candidates.giveUp();
		faultNow();
	}

	/**
	 * The lock znode was deleted by a third party, which nobody can know in time.
	 */
	void deletedByThirdParty() {
		this.deletionByThirdParty = true;
	}

	/**
	 * The fault was not what it was to be.
	 * @param objection what is to be said against it
	 */
	void doesNotCount(String objection) {
		this.objection = Optional.of(objection);
	}

	ConditionFactory await() {
		return Candidates.await();
	}

	/**
	 * Wait until the servers have freed the lock.
	 */
	void awaitGone() {
		await().until(() -> this.candidates.isGone(this.token));
	}

	/**
	 * Wait until somebody leads with a new token.
	 */
	void awaitSuccessor() {
		awaitGone();
		await().until(() -> this.candidates.leader().isPresent());
	}

	/**
	 * Let time pass.
	 * @param duration how much
	 */
	void pass(Duration duration) {
		Awaitility.await().pollDelay(duration).atMost(duration.plusSeconds(10)).until(() -> true);
	}

	/**
	 * Have the old leader asked for a while after the change.
	 */
	void keepAsking() {
		pass(Duration.ofNanos(2 * ASKED_WITHIN));
	}

	TrialResult evaluate() {
		History history = this.candidates.history();
		List<Violation> violations = Checker.check(history)
			.stream()
			.filter((violation) -> violation.time() >= this.start)
			.toList();
		LockZnode znode = history.znodes().get(this.token);
		boolean moved = znode == null || znode.isGone();
		List<Answers> old = this.leader.getIds().stream().flatMap((id) -> history.of(id).stream()).toList();
		OptionalLong next = history.yes()
			.stream()
			.filter((yes) -> isNextGrant(history, yes))
			.mapToLong((yes) -> yes.first().end())
			.min();
		Optional<Long> margin = moved ? margin(znode, old) : Optional.empty();
		Optional<Duration> takeover = (moved && next.isPresent() && this.fault != 0)
				? Optional.of(Duration.ofNanos(next.getAsLong() - this.fault)) : Optional.empty();
		if (this.objection.isEmpty() && moved && !this.leader.isKilled() && !isAsked(old, znode)) {
			doesNotCount("the old leader was not asked when it had lost its lock");
		}
		return new TrialResult(this.objection, moved, this.deletionByThirdParty ? List.of() : violations,
				this.deletionByThirdParty ? violations.size() : 0, lateRuns(old, znode), margin, takeover);
	}

	private boolean isNextGrant(History history, Answers yes) {
		if (yes.token() != 0) {
			return yes.token() > this.token;
		}
		return yes.first().start() > this.fault && !this.leader.getIds().contains(yes.candidate());
	}

	private Optional<Long> margin(LockZnode znode, List<Answers> old) {
		return old.stream()
			.filter((answers) -> answers.kind().isAnswer() && answers.yes())
			.filter((answers) -> answers.token() == this.token || answers.token() == 0)
			.map((yes) -> znode.goneLogged() - yes.last().start())
			.min(Long::compare);
	}

	private boolean isAsked(List<Answers> old, LockZnode znode) {
		return old.stream()
			.filter((answers) -> answers.kind().isAnswer())
			.anyMatch((answers) -> isAskedAfter(answers, znode.goneSeen())
					|| (this.resumed != 0 && isAskedAfter(answers, this.resumed)))
				|| hasEndedBy(znode.goneSeen() + ASKED_WITHIN, old);
	}

	private static boolean isAskedAfter(Answers answers, long time) {
		return answers.askedBetween(time, time + ASKED_WITHIN);
	}

	private boolean hasEndedBy(long time, List<Answers> old) {
		return !this.leader.process().isAlive() && old.stream().allMatch((answers) -> answers.last().end() <= time);
	}

	private long lateRuns(List<Answers> old, LockZnode znode) {
		return old.stream()
			.filter((answers) -> answers.kind().isRun() && answers.yes() && answers.token() == this.token)
			.filter((run) -> run.last().start() <= znode.goneSeen() && run.last().instruction() > znode.goneSeen())
			.count();
	}

}
