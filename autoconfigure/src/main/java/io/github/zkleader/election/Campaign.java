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
import java.util.Optional;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import org.jspecify.annotations.Nullable;

/**
 * The way of a role from wanting to lead to a grant that is verified and leased: one
 * {@link Candidacy} after the other, at most one a second while they fail. Used by the
 * steps of the role only.
 */
final class Campaign {

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final Duration FIRST_LOOK = Duration.ofMillis(100);

	private static final Duration JOIN_CHECK = Duration.ofSeconds(1);

	private static final Duration VERIFY_RETRY = Duration.ofMillis(50);

	private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

	private final String role;

	private final Coordinator coordinator;

	private final SerialExecutor steps;

	private final Timer timer;

	private final ElectionTime time;

	private final RoleJournal journal;

	private final LeaderWatch watch;

	private final RoleTicks ticks;

	private final Outcome outcome;

	private @Nullable Candidacy candidacy;

	private boolean granted;

	private boolean probed;

	private boolean retryPending;

	private long start;

	Campaign(String role, Coordinator coordinator, SerialExecutor steps, Timer timer, ElectionTime time,
			RoleJournal journal, LeaderWatch watch, RoleTicks ticks, Outcome outcome) {
		this.role = role;
		this.coordinator = coordinator;
		this.steps = steps;
		this.timer = timer;
		this.time = time;
		this.journal = journal;
		this.watch = watch;
		this.ticks = ticks;
		this.outcome = outcome;
	}

	/**
	 * Join the queue of candidates, if that is wanted and has not happened yet.
	 */
	void join() {
		if (!this.outcome.isWanted() || this.candidacy != null || this.retryPending) {
			return;
		}
		if (!this.coordinator.isConnected()) {
			connecting();
			return;
		}
		try {
			if (!this.probed) {
				this.coordinator.probe(this.role);
				this.probed = true;
			}
			this.ticks.announce();
			join(this.coordinator.candidacy(this.role));
		}
		catch (CampaignException ex) {
			failed(ex);
		}
		catch (InterruptedException ex) {
			joinAfter(RETRY);
		}
	}

	/**
	 * Announce that ticks are recorded, if this instance is in the queue already.
	 */
	void announceTicks() {
		if (this.candidacy == null) {
			return;
		}
		try {
			this.ticks.announce();
		}
		catch (CampaignException ex) {
			leave();
			joinAfter(RETRY);
		}
		catch (InterruptedException ex) {
			joinAfter(RETRY);
		}
	}

	private void connecting() {
		boolean readOnly = this.coordinator.getStatus().state() == ConnectionStatus.State.READ_ONLY;
		this.journal.connecting(readOnly ? CampaignFailures.READ_ONLY : null);
	}

	private void join(Candidacy candidacy) {
		this.candidacy = candidacy;
		this.start = this.time.nanoTime();
		candidacy.start(new CandidacyListener(candidacy));
		if (this.journal.getState() != LeadershipState.FAILED) {
			this.journal.campaigning();
		}
		this.timer.after(FIRST_LOOK, () -> this.steps.execute(() -> checkJoined(candidacy, false)));
	}

	/**
	 * Join the queue again after a while.
	 * @param delay how long to wait
	 */
	void joinAfter(Duration delay) {
		this.retryPending = true;
		this.timer.after(delay, () -> this.steps.execute(() -> {
			this.retryPending = false;
			join();
		}));
	}

	/**
	 * The place in the queue is seen to be near its front, and was not before.
	 */
	void reachedFront() {
		if (this.candidacy != null) {
			this.candidacy.reachedFront();
		}
	}

	/**
	 * Leave the queue, or release the lock.
	 */
	void leave() {
		Candidacy candidacy = this.candidacy;
		this.candidacy = null;
		this.granted = false;
		if (candidacy != null && !candidacy.leave(RELEASE_TIMEOUT)) {
			suspectCircumstances();
		}
	}

	/**
	 * Check rights and circumstances again before the queue is joined the next time.
	 */
	void suspectCircumstances() {
		this.probed = false;
	}

	/**
	 * The session is lost or of no use: so is a place in the queue that led to no grant.
	 */
	void sessionLost() {
		suspectCircumstances();
		if (!this.granted && this.outcome.isWanted()) {
			leave();
			connecting();
		}
	}

	/**
	 * Look, as the recipe hides why a candidate cannot join and tries on without a pause,
	 * and does not tell when it has joined either: the place is known only then, and the
	 * own lock, so that a look is worth it as soon as it may be there.
	 * @param candidacy the candidacy that should have joined
	 * @param overdue whether it should have joined by now
	 */
	private void checkJoined(Candidacy candidacy, boolean overdue) {
		if (this.candidacy != candidacy || this.granted || !this.coordinator.isConnected()) {
			return;
		}
		try {
			if (candidacy.isInQueue()) {
				this.watch.refresh();
			}
			else if (overdue) {
				suspectCircumstances();
				leave();
				join();
			}
			else {
				this.timer.after(JOIN_CHECK, () -> this.steps.execute(() -> checkJoined(candidacy, true)));
			}
		}
		catch (CampaignException ex) {
			failed(ex);
		}
		catch (InterruptedException ex) {
			joinAfter(RETRY);
		}
	}

	private void verify(Candidacy candidacy, long since) {
		if (this.candidacy != candidacy) {
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
			retryOrFail(since, () -> verify(candidacy, since), ex);
		}
		catch (InterruptedException ex) {
			failed(new CampaignException("interrupted while the lock was verified", ex));
		}
	}

	private void awaitLease(Candidacy candidacy, Grant grant, long since) {
		if (this.candidacy != candidacy) {
			return;
		}
		if (this.coordinator.isRenewed(grant.sessionId())) {
			this.granted = true;
			this.outcome.granted(candidacy, grant, Duration.ofNanos(this.time.nanoTime() - this.start));
		}
		else {
			retryOrFail(since, () -> awaitLease(candidacy, grant, since),
					new CampaignException("the lock is held but the session lease is not valid: it is given back"));
		}
	}

	private void retryOrFail(long since, Runnable retry, CampaignException failure) {
		if (this.time.nanoTime() - since < this.coordinator.leaseTimeout()) {
			this.timer.after(VERIFY_RETRY, () -> this.steps.executeBlocking(retry));
		}
		else {
			failed(failure);
		}
	}

	private void failed(CampaignException ex) {
		suspectCircumstances();
		leave();
		if (this.coordinator.isConnected()) {
			this.journal.failed(String.valueOf(ex.getMessage()));
		}
		else {
			connecting();
		}
		joinAfter(RETRY);
	}

	private void lostPlace(Candidacy candidacy) {
		if (this.candidacy == candidacy && !this.granted) {
			leave();
			join();
		}
	}

	/**
	 * Is told what becomes of the campaign.
	 */
	interface Outcome {

		/**
		 * Whether this instance wants to lead.
		 * @return whether it does
		 */
		boolean isWanted();

		/**
		 * A verified grant with a valid lease, as a step of the role that may block.
		 * @param candidacy the candidacy that was granted
		 * @param grant the grant
		 * @param campaign how long the candidacy had waited
		 */
		void granted(Candidacy candidacy, Grant grant, Duration campaign);

		/**
		 * The elector has lost what it granted, or may have. Called on a thread that must
		 * not be blocked.
		 * @param candidacy the candidacy
		 * @param reason why
		 */
		void lost(Candidacy candidacy, RevokeReason reason);

	}

	private final class CandidacyListener implements Candidacy.Listener {

		private final Candidacy candidacy;

		CandidacyListener(Candidacy candidacy) {
			this.candidacy = candidacy;
		}

		@Override
		public void onJoined() {
			Campaign.this.steps.execute(() -> {
				if (isCandidate()) {
					Campaign.this.journal.campaigning();
					Campaign.this.watch.refresh();
				}
			});
		}

		@Override
		public void onElected() {
			long since = Campaign.this.time.nanoTime();
			Campaign.this.steps.executeBlocking(() -> verify(this.candidacy, since));
			Campaign.this.coordinator.elected(Campaign.this.role);
		}

		@Override
		public void onSessionLost() {
			lost(RevokeReason.SESSION);
		}

		@Override
		public void onDeleted() {
			lost(RevokeReason.DELETED);
		}

		@Override
		public void onFailed(CampaignException failure) {
			Campaign.this.steps.execute(() -> {
				if (isCandidate()) {
					failed(failure);
				}
			});
		}

		private boolean isCandidate() {
			return Campaign.this.candidacy == this.candidacy && !Campaign.this.granted;
		}

		private void lost(RevokeReason reason) {
			Campaign.this.outcome.lost(this.candidacy, reason);
			Campaign.this.steps.execute(() -> lostPlace(this.candidacy));
		}

	}

}
