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
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.StateChange;
import io.github.zkleader.Term;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Where every change of a role is written down once: state, history, log and listener.
 * Each line of the log has its facts as key-value pairs too, for structured logging.
 * Lines about what others wait for are written when that is done, but never out of turn
 * and not much later. Changes come from the one thread that works for the role; reads
 * from anywhere.
 */
final class RoleJournal {

	private static final int CAPACITY = 50;

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private final Logger logger;

	private final String role;

	private final Clock clock;

	private final RoleGate gate;

	private final ElectionListener listener;

	private final Timer timer;

	private final WarningLimit warnings;

	private final Deque<StateChange> history = new ArrayDeque<>(5);

	private final AtomicReference<@Nullable Runnable> late = new AtomicReference<>();

	private volatile StateChange last;

	private volatile @Nullable String problem;

	private volatile @Nullable String lastFailure;

	/**
	 * Create a new journal.
	 * @param logger the log
	 * @param role the role
	 * @param time the time of what is written
	 * @param gate is told the state
	 * @param listener is told what is written
	 * @param timer writes late lines that nobody has written
	 */
	RoleJournal(Logger logger, String role, ElectionTime time, RoleGate gate, ElectionListener listener, Timer timer) {
		this.logger = logger;
		this.role = role;
		this.clock = time.clock();
		this.warnings = new WarningLimit(time::nanoTime);
		this.gate = gate;
		this.listener = listener;
		this.timer = timer;
		this.last = new StateChange(this.clock.instant(), LeadershipState.STOPPED, "not started");
	}

	LeadershipState getState() {
		return this.last.state();
	}

	@Nullable String getProblem() {
		return this.problem;
	}

	List<StateChange> getHistory() {
		synchronized (this.history) {
			return List.copyOf(this.history);
		}
	}

	/**
	 * Enter a state. The same state for the same reason again is no change.
	 * @param state the state
	 * @param reason why, in a few words
	 * @return whether it is a change
	 */
	boolean enter(LeadershipState state, String reason) {
		StateChange previous = this.last;
		if (previous.state() == state && previous.reason().equals(reason)) {
			return false;
		}
		StateChange change = new StateChange(this.clock.instant(), state, reason);
		this.gate.setState(state);
		this.last = change;
		synchronized (this.history) {
			this.history.addLast(change);
			if (this.history.size() > CAPACITY) {
				this.history.removeFirst();
			}
		}
		this.listener.onStateChange(this.role, change);
		return true;
	}

	/**
	 * There is no connection that can serve a campaign.
	 * @param problem what is wrong with the one there is, or {@code null} if there is
	 * none
	 */
	void connecting(@Nullable String problem) {
		this.problem = problem;
		if (enter(LeadershipState.CONNECTING, (problem != null) ? problem : "waiting for ZooKeeper")
				&& problem != null) {
			at(this.warnings.levelOf(problem), "connecting").addKeyValue(LeaderLogKeys.REASON, problem)
				.log("Role '{}': {}", this.role, problem);
		}
	}

	void campaigning() {
		this.problem = null;
		if (enter(LeadershipState.FOLLOWER, "campaigning")) {
			at(Level.INFO, "campaigning").log("Role '{}': campaigning", this.role);
		}
	}

	/**
	 * Leadership was granted. The line is to be written when the gate is open.
	 * @param term the term
	 * @param campaign how long the campaign took
	 * @see #writeDown()
	 */
	void granted(Term term, Duration campaign) {
		this.problem = null;
		enter(LeadershipState.PREPARING, "granted");
		this.listener.onGranted(term, campaign);
		later(() -> at(Level.INFO, "granted").addKeyValue(LeaderLogKeys.FENCING_TOKEN, term.fencingToken())
			.addKeyValue(LeaderLogKeys.DURATION, readable(campaign))
			.log("Role '{}': granted with fencing token {} after {}", this.role, term.fencingToken(),
					readable(campaign)));
	}

	/**
	 * The gate was opened. The line is to be written when all know.
	 * @param term the term
	 * @see #writeDown()
	 */
	void leading(Term term) {
		this.problem = null;
		this.lastFailure = null;
		enter(LeadershipState.LEADER, "granted");
		later(() -> at(Level.INFO, "leading").addKeyValue(LeaderLogKeys.LEADER_ID, term.leaderId())
			.addKeyValue(LeaderLogKeys.FENCING_TOKEN, term.fencingToken())
			.log("Role '{}': leading as {}", this.role, term.leaderId()));
	}

	/**
	 * The gate was closed. The line is to be written when the lock is released, unless
	 * leadership was lost by force.
	 * @param term the term
	 * @param reason why
	 * @param tenure how long it was open
	 * @see #writeDown()
	 */
	void revoked(Term term, RevokeReason reason, Duration tenure) {
		this.problem = null;
		enter(LeadershipState.RELEASING, reason.tag());
		boolean expected = !reason.isForced() && reason != RevokeReason.ERROR;
		Level level = expected ? Level.INFO : this.warnings.levelOf("revoked " + reason.tag());
		String consequence = expected ? ""
				: "; runs in flight are stopped, and protected by the fencing token " + term.fencingToken() + " only";
		this.listener.onRevoked(term, reason, tenure);
		later(() -> at(level, "revoked").addKeyValue(LeaderLogKeys.REASON, reason.tag())
			.addKeyValue(LeaderLogKeys.FENCING_TOKEN, term.fencingToken())
			.addKeyValue(LeaderLogKeys.DURATION, readable(tenure))
			.log("Role '{}': revoked ({}) after {}{}", this.role, reason.tag(), readable(tenure), consequence));
		if (!expected) {
			writeDown();
		}
	}

	void paused() {
		enter(LeadershipState.PAUSED, "paused");
		at(Level.INFO, "paused").log("Role '{}': paused", this.role);
	}

	void stopped() {
		this.problem = null;
		enter(LeadershipState.STOPPED, "stopped");
		at(Level.INFO, "stopped").log("Role '{}': stopped", this.role);
	}

	/**
	 * The election cannot work for now. Logged once until this instance has led again or
	 * something else is wrong.
	 * @param problem what is wrong and what to do
	 */
	void failed(String problem) {
		if (!problem.equals(this.lastFailure)) {
			at(Level.ERROR, "failed").addKeyValue(LeaderLogKeys.REASON, problem)
				.log("Role '{}': {}", this.role, problem);
		}
		this.lastFailure = problem;
		this.problem = problem;
		enter(LeadershipState.FAILED, problem);
	}

	/**
	 * Something takes too long without changing the state.
	 * @param problem what is wrong and what to do
	 */
	void troubled(String problem) {
		this.problem = problem;
		at(this.warnings.levelOf(problem), "troubled").addKeyValue(LeaderLogKeys.REASON, problem)
			.log("Role '{}': {}", this.role, problem);
	}

	void overrun(String task, boolean lockIsKept) {
		at(Level.ERROR, "overrun").addKeyValue(LeaderLogKeys.TASK, task)
			.log("Role '{}': {} still runs although leadership has ended and its grace is over; {}", this.role, task,
					lockIsKept ? "the lock is kept until it ends" : "only the fencing token protects from it");
		this.listener.onOverrun(this.role, task);
	}

	void leaderSeen(String leaderId, long fencingToken) {
		at(Level.INFO, "changed").addKeyValue(LeaderLogKeys.LEADER_ID, leaderId)
			.addKeyValue(LeaderLogKeys.FENCING_TOKEN, fencingToken)
			.log("Role '{}': the leader is {} with fencing token {}", this.role, leaderId, fencingToken);
	}

	private void later(Runnable line) {
		Runnable waiting = this.late.getAndUpdate((before) -> (before != null) ? inOrder(before, line) : line);
		if (waiting == null) {
			this.timer.after(PATIENCE, this::writeDown);
		}
	}

	private static Runnable inOrder(Runnable first, Runnable second) {
		return () -> {
			first.run();
			second.run();
		};
	}

	/**
	 * Write the lines that may be late.
	 */
	void writeDown() {
		Runnable lines = this.late.getAndSet(null);
		if (lines != null) {
			lines.run();
		}
	}

	private static Duration readable(Duration duration) {
		return duration.truncatedTo(ChronoUnit.MILLIS);
	}

	private LoggingEventBuilder at(Level level, String event) {
		writeDown();
		return this.logger.atLevel(level)
			.addKeyValue(LeaderLogKeys.ROLE, this.role)
			.addKeyValue(LeaderLogKeys.EVENT, event);
	}

}
