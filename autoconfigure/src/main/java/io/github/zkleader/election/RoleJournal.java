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

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.StateChange;
import io.github.zkleader.Term;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where every change of a role is written down once: state, history, log and listener.
 * Changes come from the one thread that works for the role; reads from anywhere.
 */
final class RoleJournal {

	private static final Log logger = LogFactory.getLog(LeaderElections.class);

	private static final int CAPACITY = 50;

	private final String role;

	private final Clock clock;

	private final RoleGate gate;

	private final ElectionListener listener;

	private final Deque<StateChange> history = new ArrayDeque<>();

	private volatile StateChange last;

	private volatile @Nullable String problem;

	private volatile @Nullable String lastFailure;

	RoleJournal(String role, Clock clock, RoleGate gate, ElectionListener listener) {
		this.role = role;
		this.clock = clock;
		this.gate = gate;
		this.listener = listener;
		this.last = new StateChange(clock.instant(), LeadershipState.STOPPED, "not started");
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
			logger.warn(about() + ": " + problem);
		}
	}

	void campaigning() {
		this.problem = null;
		if (enter(LeadershipState.FOLLOWER, "campaigning")) {
			logger.info(about() + ": campaigning");
		}
	}

	void granted(Term term, Duration campaign) {
		this.problem = null;
		enter(LeadershipState.PREPARING, "granted");
		logger.info(about() + ": granted with fencing token " + term.fencingToken() + " after " + readable(campaign));
		this.listener.onGranted(term, campaign);
	}

	void leading(Term term) {
		this.problem = null;
		this.lastFailure = null;
		enter(LeadershipState.LEADER, "granted");
		logger.info(about() + ": leading as " + term.leaderId());
	}

	void revoked(Term term, RevokeReason reason, Duration tenure) {
		this.problem = null;
		enter(LeadershipState.RELEASING, reason.tag());
		String message = about() + ": revoked (" + reason.tag() + ") after " + readable(tenure);
		if (reason.isForced() || reason == RevokeReason.ERROR) {
			logger.warn(message + "; runs in flight are stopped, and protected by the fencing token "
					+ term.fencingToken() + " only");
		}
		else {
			logger.info(message);
		}
		this.listener.onRevoked(term, reason, tenure);
	}

	void paused() {
		enter(LeadershipState.PAUSED, "paused");
		logger.info(about() + ": paused");
	}

	void stopped() {
		this.problem = null;
		enter(LeadershipState.STOPPED, "stopped");
		logger.info(about() + ": stopped");
	}

	/**
	 * The election cannot work for now. Logged once until this instance has led again or
	 * something else is wrong.
	 * @param problem what is wrong and what to do
	 */
	void failed(String problem) {
		if (!problem.equals(this.lastFailure)) {
			logger.error(about() + ": " + problem);
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
		logger.warn(about() + ": " + problem);
	}

	void overrun(String task, boolean lockIsKept) {
		logger.error(about() + ": " + task + " still runs although leadership has ended and its grace is over; "
				+ (lockIsKept ? "the lock is kept until it ends" : "only the fencing token protects from it"));
		this.listener.onOverrun(this.role, task);
	}

	void leaderSeen(String leaderId, long fencingToken) {
		logger.info(about() + ": the leader is " + leaderId + " with fencing token " + fencingToken);
	}

	private static Duration readable(Duration duration) {
		return duration.truncatedTo(ChronoUnit.MILLIS);
	}

	private String about() {
		return "Role '" + this.role + "'";
	}

}
