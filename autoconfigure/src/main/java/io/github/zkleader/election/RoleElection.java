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
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkleader.GrantOutcome;
import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;

/**
 * The election of one role, from campaign to release, as a sequence of steps that run one
 * after the other on the role's own {@link SerialExecutor}. Those that tell listeners, or
 * wait for runs, block no step of another role. Only what must not wait for a listener,
 * closing the gate and interrupting runs, happens on the thread that noticed.
 */
final class RoleElection implements Campaign.Outcome {

	private static final Duration SHORT_TENURE = Duration.ofSeconds(1);

	private final String role;

	private final ElectionSettings settings;

	private final Coordinator coordinator;

	private final ElectionTime time;

	private final SerialExecutor steps;

	private final Timer timer;

	private final RoleGate gate;

	private final Runs runs;

	private final RoleJournal journal;

	private final Preparation preparation;

	private final Handover handover;

	private final LeaderWatch watch;

	private final Observer observer;

	private final Campaign campaign;

	private final Backoff backoff = new Backoff();

	private volatile boolean stopping;

	private boolean running;

	private boolean paused;

	RoleElection(String role, ElectionSettings settings, Coordinator coordinator, ElectionTime time,
			SerialExecutor steps, Timer timer, RoleGate gate, Runs runs, RoleJournal journal, Preparation preparation,
			Handover handover, LeaderWatch watch, RoleTicks ticks, Observer observer) {
		this.role = role;
		this.settings = settings;
		this.coordinator = coordinator;
		this.time = time;
		this.steps = steps;
		this.timer = timer;
		this.gate = gate;
		this.runs = runs;
		this.journal = journal;
		this.preparation = preparation;
		this.handover = handover;
		this.watch = watch;
		this.observer = observer;
		this.campaign = new Campaign(role, coordinator, steps, timer, time, journal, watch, ticks, this);
	}

	void start() {
		this.stopping = false;
		this.steps.execute(() -> {
			this.running = true;
			this.paused = false;
			this.backoff.reset();
			this.campaign.join();
		});
	}

	/**
	 * Give up and leave.
	 * @param callback called once when that is over, which is at most
	 * {@link ElectionSettings#stopTimeout()} later
	 */
	void stop(Runnable callback) {
		AtomicBoolean stopped = new AtomicBoolean();
		this.stopping = true;
		requestEnd(RevokeReason.STOPPED);
		this.runs.wake();
		this.steps.execute(() -> {
			this.running = false;
			this.campaign.leave();
			this.journal.stopped();
			if (stopped.compareAndSet(false, true)) {
				callback.run();
			}
		});
		this.timer.after(this.settings.stopTimeout(), () -> {
			if (stopped.compareAndSet(false, true)) {
				abandonTenure();
				callback.run();
			}
		});
	}

	private void abandonTenure() {
		Tenure tenure = this.gate.getTenure();
		if (tenure != null) {
			tenure.silence();
			tenure.close(RevokeReason.STOPPED);
			this.runs.interrupt(tenure);
			tenure.getPreparation().interrupt();
			this.coordinator.letGo(tenure.getGrant());
			tenure.getCandidacy().leave(Duration.ZERO);
		}
		this.journal.troubled("a listener does not return: stopped without it");
	}

	/**
	 * The role has its first task whose ticks are recorded.
	 */
	void announceTicks() {
		this.steps.execute(this.campaign::announceTicks);
		this.watch.refresh();
	}

	void yieldNow() {
		requestEnd(RevokeReason.YIELDED);
	}

	void pause() {
		requestEnd(RevokeReason.PAUSED);
		this.steps.execute(() -> {
			if (this.running && this.journal.getState() != LeadershipState.PAUSED) {
				this.paused = true;
				this.campaign.leave();
				this.journal.paused();
			}
		});
	}

	void resume() {
		this.steps.execute(() -> {
			if (this.running && this.paused) {
				this.paused = false;
				this.campaign.join();
			}
		});
	}

	void connected() {
		this.gate.setConnected(true);
		this.steps.execute(this.campaign::join);
		this.watch.refresh();
	}

	void reachedFront() {
		this.steps.execute(this.campaign::reachedFront);
	}

	void suspended() {
		this.gate.setConnected(false);
	}

	void sessionLost() {
		this.gate.setConnected(false);
		this.steps.execute(this.campaign::sessionLost);
	}

	/**
	 * The lease of a session has ended. Never waits.
	 * @param sessionId the id of the session
	 * @param reason why it has ended
	 */
	void leaseEnded(long sessionId, RevokeReason reason) {
		Tenure tenure = this.gate.getTenure();
		if (tenure != null && tenure.getGrant().sessionId() == sessionId) {
			lost(tenure, reason);
		}
	}

	@Override
	public void lost(Candidacy candidacy, RevokeReason reason) {
		Tenure tenure = this.gate.getTenure();
		if (tenure != null && tenure.getCandidacy() == candidacy) {
			lost(tenure, reason);
		}
	}

	/**
	 * Leadership is lost by force: close the gate and interrupt runs now, the rest
	 * follows in turn. Never waits.
	 * @param tenure the tenure
	 * @param reason why
	 */
	void lost(Tenure tenure, RevokeReason reason) {
		if (tenure.close(reason)) {
			this.gate.setLapsed();
			this.runs.interrupt(tenure);
			this.runs.wake();
			tenure.getPreparation().interrupt();
			this.steps.executeBlocking(() -> end(tenure));
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
			this.steps.executeBlocking(() -> end(tenure));
		}
	}

	@Override
	public boolean isWanted() {
		return this.running && !this.paused && !this.stopping;
	}

	@Override
	public void granted(Candidacy candidacy, Grant grant, Duration campaign) {
		Term term = new Term(this.role, this.settings.id(), grant.fencingToken(), this.time.clock().instant());
		Tenure tenure = new Tenure(term, grant, candidacy, this.coordinator.settled(), this.time);
		this.gate.setTenure(tenure);
		this.coordinator.hold(grant, () -> lost(tenure, RevokeReason.DELETED));
		this.journal.granted(term, campaign);
		if (this.stopping) {
			requestEnd(RevokeReason.STOPPED);
		}
		if (!tenure.isLeased()) {
			lost(tenure, RevokeReason.LEASE);
		}
		this.watch.refresh();
		Activity<GrantOutcome> activity = this.observer.grant(term);
		boolean prepared = this.preparation.run(tenure, activity);
		if (prepared) {
			this.backoff.reset();
		}
		else if (this.settings.onListenerFailure() == OnListenerFailure.YIELD) {
			tenure.drain(RevokeReason.LISTENER);
		}
		if (tenure.open()) {
			this.journal.leading(term);
			this.gate.opened();
			this.journal.writeDown();
			activity.end(prepared ? GrantOutcome.SUCCESS : GrantOutcome.ERROR);
		}
		else {
			activity.end((tenure.getReason() == RevokeReason.LISTENER) ? GrantOutcome.ERROR : GrantOutcome.REVOKED);
			end(tenure);
		}
	}

	private void end(Tenure tenure) {
		if (this.gate.getTenure() != tenure) {
			return;
		}
		RevokeReason reason = tenure.getReason();
		this.paused = this.paused || reason == RevokeReason.PAUSED;
		Activity<HandoverOutcome> activity = this.observer.revocation(tenure.getTerm(), reason);
		this.journal.revoked(tenure.getTerm(), reason, Duration.ofNanos(tenure.elapsedNanos()));
		HandoverOutcome outcome = activity.scoped(() -> this.handover.run(tenure, activity, () -> this.stopping));
		boolean forced = !tenure.close(reason);
		this.coordinator.letGo(tenure.getGrant());
		this.gate.setTenure(null);
		if (forced) {
			this.gate.setLapsed();
			this.campaign.suspectCircumstances();
		}
		this.campaign.leave();
		this.journal.writeDown();
		activity.end(outcome);
		if (reason == RevokeReason.LISTENER) {
			this.campaign.joinAfter(this.backoff.next());
		}
		else if (forced && tenure.elapsedNanos() < SHORT_TENURE.toNanos()) {
			this.campaign.joinAfter(SHORT_TENURE);
		}
		else {
			this.campaign.join();
		}
		this.watch.refresh();
	}

}
