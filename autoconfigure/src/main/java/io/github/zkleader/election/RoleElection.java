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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;

/**
 * The election of one role, from campaign to release, as a sequence of steps that run one
 * after the other on the role's own {@link SerialExecutor}. Only what must not wait for a
 * listener, closing the gate and interrupting runs, happens on the thread that noticed.
 */
final class RoleElection {

	private static final Duration JOIN_CHECK = Duration.ofSeconds(1);

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration VERIFY_RETRY = Duration.ofMillis(100);

	private final String role;

	private final ElectionSettings settings;

	private final Coordinator coordinator;

	private final Clock clock;

	private final SerialExecutor steps;

	private final Timer timer;

	private final RoleGate gate;

	private final Runs runs;

	private final RoleJournal journal;

	private final Preparation preparation;

	private final Handover handover;

	private final LeaderWatch watch;

	private final Backoff backoff = new Backoff();

	private volatile boolean stopping;

	private boolean running;

	private boolean paused;

	private boolean probed;

	private boolean retryPending;

	private long campaignStart;

	private @Nullable Candidacy candidacy;

	RoleElection(String role, ElectionSettings settings, Coordinator coordinator, Clock clock, SerialExecutor steps,
			Timer timer, RoleGate gate, Runs runs, RoleJournal journal, Preparation preparation, Handover handover,
			LeaderWatch watch) {
		this.role = role;
		this.settings = settings;
		this.coordinator = coordinator;
		this.clock = clock;
		this.steps = steps;
		this.timer = timer;
		this.gate = gate;
		this.runs = runs;
		this.journal = journal;
		this.preparation = preparation;
		this.handover = handover;
		this.watch = watch;
	}

	void start() {
		this.stopping = false;
		this.steps.execute(() -> {
			this.running = true;
			this.paused = false;
			this.backoff.reset();
			campaign();
		});
	}

	/**
	 * Give up and leave. Over when the result is complete, which is at most
	 * {@link ElectionSettings#stopTimeout()} later.
	 * @return completes when the role has stopped
	 */
	CompletableFuture<Void> stop() {
		this.stopping = true;
		requestEnd(RevokeReason.STOPPED);
		this.runs.wake();
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.steps.execute(() -> {
			leaveQueue();
			this.running = false;
			this.journal.stopped();
			stopped.complete(null);
		});
		this.timer.after(this.settings.stopTimeout(), () -> abandon(stopped));
		return stopped;
	}

	private void abandon(CompletableFuture<Void> stopped) {
		if (stopped.isDone()) {
			return;
		}
		Tenure tenure = this.gate.getTenure();
		if (tenure != null) {
			tenure.close(RevokeReason.STOPPED);
			tenure.silence();
			this.runs.interrupt(tenure);
			tenure.getPreparation().interrupt();
		}
		this.journal.troubled("a listener does not return; stopped without it");
		stopped.complete(null);
	}

	void yieldNow() {
		requestEnd(RevokeReason.YIELDED);
	}

	void pause() {
		requestEnd(RevokeReason.PAUSED);
		this.steps.execute(() -> {
			if (this.running && this.journal.getState() != LeadershipState.PAUSED) {
				this.paused = true;
				leaveQueue();
				this.journal.paused();
			}
		});
	}

	void resume() {
		this.steps.execute(() -> {
			if (this.running && this.paused) {
				this.paused = false;
				campaign();
			}
		});
	}

	void connected() {
		this.gate.setConnected(true);
		this.steps.execute(this::campaign);
		this.watch.refresh();
	}

	void suspended() {
		this.gate.setConnected(false);
	}

	void sessionLost() {
		this.gate.setConnected(false);
		this.steps.execute(() -> {
			this.probed = false;
			if (this.gate.getTenure() == null && isCampaigning()) {
				leaveQueue();
				this.journal.connecting();
			}
		});
	}

	/**
	 * The lease of a session has ended: close the gate and interrupt runs now, the rest
	 * follows in turn.
	 * @param sessionId the id of the session
	 * @param reason why it has ended
	 */
	void leaseEnded(long sessionId, RevokeReason reason) {
		Tenure tenure = this.gate.getTenure();
		if (tenure != null && tenure.getGrant().sessionId() == sessionId) {
			lost(tenure, reason);
		}
	}

	/**
	 * Leadership is lost by force. Never waits.
	 * @param tenure the tenure
	 * @param reason why
	 */
	void lost(Tenure tenure, RevokeReason reason) {
		if (tenure.close(reason)) {
			this.gate.setLapsed();
			this.runs.interrupt(tenure);
			this.runs.wake();
			tenure.getPreparation().interrupt();
			this.steps.execute(() -> end(tenure));
		}
	}

	private void requestEnd(RevokeReason reason) {
		Tenure tenure = this.gate.getTenure();
		if (tenure == null) {
			return;
		}
		boolean preparing = tenure.isPreparing();
		if (tenure.drain(reason)) {
			if (preparing) {
				this.timer.after(this.settings.drainTimeout(), tenure.getPreparation()::interrupt);
			}
			this.steps.execute(() -> end(tenure));
		}
	}

	private boolean isCampaigning() {
		return this.running && !this.paused && !this.stopping;
	}

	private void campaign() {
		if (!isCampaigning() || this.candidacy != null || this.retryPending) {
			return;
		}
		if (!this.coordinator.isConnected()) {
			this.journal.connecting();
			return;
		}
		try {
			if (!this.probed) {
				this.coordinator.probe(this.role);
				this.probed = true;
			}
			Candidacy candidacy = this.coordinator.candidacy(this.role);
			this.candidacy = candidacy;
			this.campaignStart = System.nanoTime();
			candidacy.start(new Campaign(candidacy));
			this.journal.campaigning();
			this.timer.after(JOIN_CHECK, () -> this.steps.execute(() -> checkJoined(candidacy)));
			this.watch.refresh();
		}
		catch (CampaignException ex) {
			failed(ex);
		}
		catch (InterruptedException ex) {
			retry(RETRY);
		}
	}

	private void checkJoined(Candidacy candidacy) {
		if (this.candidacy != candidacy || this.gate.getTenure() != null || !this.coordinator.isConnected()) {
			return;
		}
		Optional<Boolean> joined = this.watch.isInQueue(this.settings.id());
		if (joined.isPresent() && !joined.get()) {
			this.probed = false;
			leaveQueue();
			campaign();
		}
	}

	private void failed(CampaignException ex) {
		this.probed = false;
		leaveQueue();
		if (this.coordinator.isConnected()) {
			this.journal.failed(String.valueOf(ex.getMessage()));
		}
		else {
			this.journal.connecting();
		}
		retry(RETRY);
	}

	private void retry(Duration delay) {
		this.retryPending = true;
		this.timer.after(delay, () -> this.steps.execute(() -> {
			this.retryPending = false;
			campaign();
		}));
	}

	private void elected(Candidacy candidacy, long since) {
		if (this.candidacy != candidacy) {
			return;
		}
		if (!isCampaigning()) {
			leaveQueue();
			return;
		}
		try {
			Optional<Grant> grant = candidacy.verify();
			if (grant.isPresent()) {
				awaitLease(candidacy, grant.get(), since);
			}
			else {
				failed(new CampaignException(
						"the elector granted a lock that this instance does not hold: it is given back"));
			}
		}
		catch (CampaignException ex) {
			if (System.nanoTime() - since > this.coordinator.leaseTimeout()) {
				failed(ex);
			}
			else {
				this.timer.after(VERIFY_RETRY, () -> this.steps.execute(() -> elected(candidacy, since)));
			}
		}
		catch (InterruptedException ex) {
			failed(new CampaignException("interrupted while the lock was verified", ex));
		}
	}

	private void awaitLease(Candidacy candidacy, Grant grant, long since) {
		if (this.candidacy != candidacy) {
			return;
		}
		if (this.coordinator.isValid(grant.sessionId())) {
			begin(candidacy, grant);
		}
		else if (System.nanoTime() - since > this.coordinator.leaseTimeout()) {
			failed(new CampaignException("the lock is held but the session lease is not valid: it is given back"));
		}
		else {
			this.timer.after(VERIFY_RETRY, () -> this.steps.execute(() -> awaitLease(candidacy, grant, since)));
		}
	}

	private void begin(Candidacy candidacy, Grant grant) {
		Term term = new Term(this.role, this.settings.id(), grant.fencingToken(), this.clock.instant());
		Tenure tenure = new Tenure(term, grant, candidacy, this.coordinator);
		this.gate.setTenure(tenure);
		this.coordinator.hold(grant, () -> lost(tenure, RevokeReason.DELETED));
		if (!tenure.isLeased()) {
			lost(tenure, RevokeReason.LEASE);
		}
		this.journal.granted(term, Duration.ofNanos(System.nanoTime() - this.campaignStart));
		this.watch.refresh();
		boolean prepared = this.preparation.run(tenure);
		if (!prepared && this.settings.onListenerFailure() == OnListenerFailure.YIELD) {
			tenure.drain(RevokeReason.LISTENER);
		}
		else if (tenure.open()) {
			if (prepared) {
				this.backoff.reset();
			}
			this.journal.leading(term);
			this.gate.opened();
			return;
		}
		end(tenure);
	}

	private void end(Tenure tenure) {
		if (this.gate.getTenure() != tenure) {
			return;
		}
		RevokeReason reason = tenure.getReason();
		this.paused = this.paused || reason == RevokeReason.PAUSED;
		this.journal.revoked(tenure.getTerm(), reason, Duration.ofNanos(tenure.elapsedNanos()));
		this.handover.run(tenure, () -> this.stopping);
		this.coordinator.letGo(tenure.getGrant());
		this.gate.setTenure(null);
		if (tenure.isClosed()) {
			this.gate.setLapsed();
		}
		leaveQueue();
		if (reason == RevokeReason.LISTENER || reason == RevokeReason.ERROR) {
			retry(this.backoff.next());
		}
		else if (reason.isForced() && tenure.elapsedNanos() < RETRY.toNanos()) {
			this.probed = false;
			retry(RETRY);
		}
		else {
			this.probed = this.probed && !reason.isForced();
			campaign();
		}
		this.watch.refresh();
	}

	private void leaveQueue() {
		Candidacy candidacy = this.candidacy;
		this.candidacy = null;
		if (candidacy != null) {
			candidacy.leave(RELEASE_TIMEOUT);
		}
	}

	LeadershipState getState() {
		return this.journal.getState();
	}

	/**
	 * What the elector tells of one candidacy.
	 */
	private final class Campaign implements Candidacy.Listener {

		private final Candidacy candidacy;

		Campaign(Candidacy candidacy) {
			this.candidacy = candidacy;
		}

		@Override
		public void onElected() {
			RoleElection.this.steps.execute(() -> elected(this.candidacy, System.nanoTime()));
		}

		@Override
		public void onSessionLost() {
			end(RevokeReason.SESSION);
		}

		@Override
		public void onDeleted() {
			end(RevokeReason.DELETED);
		}

		private void end(RevokeReason reason) {
			Tenure tenure = RoleElection.this.gate.getTenure();
			if (tenure != null && tenure.getCandidacy() == this.candidacy) {
				lost(tenure, reason);
			}
			RoleElection.this.steps.execute(() -> revokedBeforeTenure(this.candidacy));
		}

	}

	private void revokedBeforeTenure(Candidacy candidacy) {
		if (this.candidacy == candidacy && this.gate.getTenure() == null) {
			leaveQueue();
			campaign();
		}
	}

}
