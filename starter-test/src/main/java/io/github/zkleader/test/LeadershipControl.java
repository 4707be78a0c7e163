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

package io.github.zkleader.test;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.GatedRun;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.InMemoryEnsemble;
import io.github.zkleader.election.InMemoryEnsemble.Contest;

import org.springframework.util.Assert;

/**
 * Decides who leads, in a test whose elections are
 * {@link io.github.zkleader.test.autoconfigure.AutoConfigureLeadership in memory}. All
 * that a real election does happens as it would; only what ZooKeeper would do is decided
 * here. Every method returns when that is over, and is to be called from the test rather
 * than from leader-only work or from a listener.
 * <p>
 * Time goes on by itself, as far as timeouts are concerned, and can be
 * {@link #advance(Duration) moved ahead}. A session lease runs out by moving only, so
 * that nothing happens to a test that is looked at with a debugger.
 */
public final class LeadershipControl {

	private static final long POLL = Duration.ofNanos(200_000).toNanos();

	private static final long STUCK = Duration.ofMillis(5).toNanos();

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private static final Duration SETTLED = Duration.ofSeconds(1);

	private static final Duration MARGIN = Duration.ofSeconds(10);

	private final Elections elections;

	private final InMemoryEnsemble ensemble;

	private final LeadershipRecorder recorder;

	private final ElectionSettings settings;

	private final boolean enabled;

	private final InitialLeadership initial;

	private volatile boolean stopped;

	/**
	 * Create a new control.
	 * @param elections the elections
	 * @param ensemble what they elect on
	 * @param recorder records what happens
	 * @param settings how they behave
	 * @param enabled whether they are to be started at all
	 * @param initial how they begin
	 */
	public LeadershipControl(Elections elections, InMemoryEnsemble ensemble, LeadershipRecorder recorder,
			ElectionSettings settings, boolean enabled, InitialLeadership initial) {
		this.elections = elections;
		this.ensemble = ensemble;
		this.recorder = recorder;
		this.settings = settings;
		this.enabled = enabled;
		this.initial = initial;
	}

	/**
	 * Elect this instance, whatever kept it from leading: another instance, a pause, a
	 * stop, or a lost connection. Does nothing on an instance that leads.
	 * @param role the role
	 * @throws IllegalStateException if the gate does not open, which says why
	 */
	public void grant(String role) {
		Leadership leadership = leadership(role);
		if (leadership.isLeader()) {
			return;
		}
		Recording recording = this.recorder.of(role);
		int termsBefore = recording.getBegunTerms();
		this.ensemble.setContest(role, Contest.OPEN);
		start();
		this.ensemble.reconnect(this.elections.getId());
		await(role, "is not led", this.settings.prepareTimeout().plus(stopTimeout()), () -> {
			if (recording.getEndedTerms() > termsBefore) {
				throw new IllegalStateException("Role '" + role + "' was granted and lost again at once ("
						+ recording.getLastReason() + "): a listener of OnGrantedEvent failed, took too long or "
						+ "gave it up, see the log");
			}
			resumeIfPaused(leadership);
			return leadership.isLeader();
		});
		awaitLeaderHeard(role);
	}

	/**
	 * End the leadership of this instance; another one leads from then on. When this
	 * returns, {@code OnRevokedEvent} listeners are done. Runs in flight have as much
	 * time as they always have, unless they are interrupted at once, as with
	 * {@link RevokeReason#LEASE}. A lease and a session are those of all roles.
	 * @param role the role
	 * @param reason why it ends: {@code YIELDED}, {@code PAUSED}, {@code STOPPED} (which
	 * stops the elections of all roles), {@code LEASE}, {@code SESSION} or
	 * {@code DELETED}
	 * @throws IllegalStateException if this instance does not lead
	 */
	public void revoke(String role, RevokeReason reason) {
		Leadership leadership = leadership(role);
		if (reason == RevokeReason.LISTENER || reason == RevokeReason.ERROR) {
			throw new IllegalArgumentException("Leadership cannot be revoked for " + reason
					+ ": let a listener of OnGrantedEvent throw an exception, and grant the role");
		}
		if (!this.recorder.of(role).isInTerm()) {
			throw new IllegalStateException("Role '" + role + "' is not led by this instance, which is "
					+ leadership.getStatus().state() + ": grant it first");
		}
		List<String> affected = isOfAllRoles(reason) ? rolesInTerm() : List.of(role);
		affected.forEach((name) -> this.ensemble.setContest(name, Contest.RIVAL));
		end(leadership, reason);
		affected.forEach(this::awaitEnd);
	}

	private void end(Leadership leadership, RevokeReason reason) {
		String id = this.elections.getId();
		switch (reason) {
			case YIELDED -> leadership.yield();
			case PAUSED -> leadership.pause();
			case STOPPED -> stop();
			case LEASE -> this.ensemble.expireLease(id);
			case SESSION -> this.ensemble.expireSession(id);
			default -> this.ensemble.deleteLock(id, leadership.getRole());
		}
	}

	private static boolean isOfAllRoles(RevokeReason reason) {
		return reason == RevokeReason.LEASE || reason == RevokeReason.SESSION || reason == RevokeReason.STOPPED;
	}

	/**
	 * Let the session lease lapse while a role is led, as after a process stood still for
	 * too long: the gate is closed and runs in flight are interrupted at once. The lease
	 * is that of all roles.
	 * @param role the role
	 * @throws IllegalStateException if this instance does not lead
	 */
	public void expireLease(String role) {
		revoke(role, RevokeReason.LEASE);
	}

	/**
	 * Call {@link Leadership#pause()} and wait until that has happened.
	 * @param role the role
	 */
	public void pause(String role) {
		Leadership leadership = leadership(role);
		leadership.pause();
		await(role, "is not paused", stopTimeout(), () -> state(role) == LeadershipState.PAUSED || isKeptByRun(role));
	}

	/**
	 * Call {@link Leadership#resume()} and wait until that has happened. A role that
	 * nobody else leads is led by this instance then.
	 * @param role the role
	 */
	public void resume(String role) {
		Leadership leadership = leadership(role);
		leadership.resume();
		await(role, "is still paused", stopTimeout(), () -> state(role) != LeadershipState.PAUSED);
		awaitOutcome(role);
	}

	/**
	 * Interrupt the connection. The session lease lasts until the time has been
	 * {@link #advance(Duration) moved} ahead far enough.
	 */
	public void disconnect() {
		this.ensemble.disconnect(this.elections.getId());
	}

	/**
	 * Restore the connection.
	 */
	public void reconnect() {
		this.ensemble.reconnect(this.elections.getId());
		if (this.elections.isRunning()) {
			this.elections.getAll().keySet().forEach(this::awaitOutcome);
		}
	}

	/**
	 * Move the time ahead, as if it had passed: timeouts are over, and a lease runs out
	 * if the instance is {@link #disconnect() disconnected}. When this returns,
	 * {@code OnRevokedEvent} listeners are done for all that was lost thereby. Runs that
	 * are interrupted thereby may still be about to end.
	 * @param duration by how much
	 */
	public void advance(Duration duration) {
		List<String> led = rolesInTerm().stream().filter((role) -> leadership(role).isLeader()).toList();
		settle();
		this.ensemble.advance(duration);
		settle();
		led.stream().filter((role) -> !leadership(role).isLeader()).forEach(this::awaitEnd);
	}

	/**
	 * Return the clock of the elections.
	 * @return the clock, which {@link #advance(Duration)} moves
	 */
	public Clock getClock() {
		return this.ensemble.getClock();
	}

	/**
	 * Bring every role back to where it began, as before each test.
	 */
	public void reset() {
		if (!this.stopped && !this.elections.isRunning()) {
			return;
		}
		start();
		this.ensemble.reconnect(this.elections.getId());
		this.elections.getAll().keySet().forEach(this::reset);
	}

	private void reset(String role) {
		if (this.initial == InitialLeadership.LEADER) {
			grant(role);
			return;
		}
		Contest contest = contest(this.initial);
		boolean mayLead = this.recorder.of(role).isInTerm() || isFirst(role);
		this.ensemble.setContest(role, mayLead ? Contest.RIVAL : contest);
		Leadership leadership = leadership(role);
		await(role, "does not follow", stopTimeout(), () -> {
			resumeIfPaused(leadership);
			leadership.yield();
			return state(role) == LeadershipState.FOLLOWER && !isFirst(role);
		});
		this.ensemble.setContest(role, contest);
		awaitLeaderHeard(role);
		await(role, "has a leader", MARGIN,
				() -> contest == Contest.RIVAL || leadership.getStatus().leaderId() == null);
	}

	private void resumeIfPaused(Leadership leadership) {
		if (leadership.getStatus().state() == LeadershipState.PAUSED) {
			leadership.resume();
		}
	}

	/**
	 * Return who takes part in an election that begins like that.
	 * @param initial how it begins
	 * @return who takes part besides this instance
	 */
	public static Contest contest(InitialLeadership initial) {
		return switch (initial) {
			case LEADER -> Contest.OPEN;
			case FOLLOWER -> Contest.RIVAL;
			case CAMPAIGNING -> Contest.UNDECIDED;
		};
	}

	/**
	 * Wait until every role has got as far as it can without waiting for a run, for a
	 * listener or for a timeout.
	 */
	private void settle() {
		long deadline = System.nanoTime() + SETTLED.toNanos();
		for (String role : this.elections.getAll().keySet()) {
			while (!isSettled(role) && System.nanoTime() - deadline < 0) {
				LockSupport.parkNanos(POLL);
			}
		}
	}

	private boolean isSettled(String role) {
		LeadershipState state = state(role);
		Recording recording = this.recorder.of(role);
		return switch (state) {
			case LEADER -> this.elections.get(role).isLeader();
			case RELEASING -> this.elections.isAwaitingRuns(role)
					|| (recording.isToldOfEveryEnd() && !this.ensemble.isCandidate(this.elections.getId(), role));
			default -> true;
		};
	}

	private void start() {
		Assert.state(this.enabled, "Elections are disabled: set leader.enabled=true in this test");
		if (!this.elections.isRunning()) {
			this.stopped = false;
			this.elections.start();
		}
	}

	private void stop() {
		this.stopped = true;
		CountDownLatch latch = new CountDownLatch(1);
		this.elections.stop(latch::countDown);
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	private Leadership leadership(String role) {
		Assert.state(GatedRun.current() == null,
				"Call LeadershipControl from the test: leader-only work would be waited for by itself");
		return this.elections.get(role);
	}

	private List<String> rolesInTerm() {
		return this.elections.getAll().keySet().stream().filter((role) -> this.recorder.of(role).isInTerm()).toList();
	}

	private LeadershipState state(String role) {
		return this.elections.get(role).getStatus().state();
	}

	/**
	 * Whether listeners have heard of the end and only a run in flight is left.
	 * @param role the role
	 * @return whether that is so
	 */
	private boolean isKeptByRun(String role) {
		return this.recorder.of(role).isToldOfEveryEnd() && !this.elections.getRunning(role).isEmpty();
	}

	private void awaitEnd(String role) {
		await(role, "is still led", stopTimeout(), this.recorder.of(role)::isToldOfEveryEnd);
		await(role, "is not released", stopTimeout(),
				() -> state(role) != LeadershipState.RELEASING || isKeptByRun(role));
		awaitOutcome(role);
	}

	/**
	 * Wait until this instance leads, if it is to, and has heard who leads.
	 * @param role the role
	 */
	private void awaitOutcome(String role) {
		if (!this.elections.isRunning() || !isConnected() || isKeptByRun(role)) {
			return;
		}
		Leadership leadership = this.elections.get(role);
		await(role, "is not campaigned for", MARGIN,
				() -> state(role) == LeadershipState.PAUSED || this.ensemble.isCandidate(this.elections.getId(), role));
		await(role, "is not led", this.settings.prepareTimeout().plus(stopTimeout()),
				() -> !isFirst(role) || leadership.isLeader());
		awaitLeaderHeard(role);
	}

	private boolean isFirst(String role) {
		List<String> candidates = this.ensemble.getCandidates(role);
		return !candidates.isEmpty() && candidates.get(0).equals(this.elections.getId());
	}

	private boolean isConnected() {
		return this.elections.getConnection().state() == ConnectionStatus.State.CONNECTED;
	}

	private void awaitLeaderHeard(String role) {
		Recording recording = this.recorder.of(role);
		await(role, "has a leader that was not heard of", MARGIN, () -> this.ensemble.getFencingToken(role)
			.orElse(recording.getHeardToken()) == recording.getHeardToken());
	}

	private Duration stopTimeout() {
		return this.settings.stopTimeout().multipliedBy(2).plus(MARGIN);
	}

	private void await(String role, String problem, Duration timeout, BooleanSupplier condition) {
		long start = System.nanoTime();
		long moved = start;
		while (!condition.getAsBoolean()) {
			if (Thread.interrupted()) {
				throw interrupted();
			}
			long now = System.nanoTime();
			if (now - start > timeout.toNanos()) {
				LeadershipStatus status = this.elections.get(role).getStatus();
				throw new IllegalStateException("Role '" + role + "' " + problem + " after " + timeout + ": "
						+ status.state() + ", running " + this.elections.getRunning(role)
						+ ((status.problem() != null) ? ", " + status.problem() : ""));
			}
			if (now - moved > STUCK && help(role)) {
				moved = now;
			}
			LockSupport.parkNanos(POLL);
		}
	}

	/**
	 * Move the time past the pause of an election that has failed, or has lost its lock
	 * in no time.
	 * @param role the role
	 * @return whether that helps
	 */
	private boolean help(String role) {
		LeadershipState state = state(role);
		boolean waits = state == LeadershipState.RELEASING || state == LeadershipState.FAILED
				|| state == LeadershipState.CONNECTING;
		return waits && isConnected() && this.recorder.of(role).isToldOfEveryEnd()
				&& this.elections.getRunning(role).isEmpty() && !this.ensemble.isCandidate(this.elections.getId(), role)
				&& this.ensemble.advanceToNextAlarm(LONGEST_PAUSE);
	}

	private static IllegalStateException interrupted() {
		Thread.currentThread().interrupt();
		return new IllegalStateException("Interrupted while waiting for the election");
	}

	@Override
	public String toString() {
		return "LeadershipControl " + this.elections.getAll().keySet();
	}

}
