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
import java.util.List;
import java.util.function.BooleanSupplier;

import io.github.zkleader.ElectionListener.LeadershipEvent;
import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.election.Timer.Alarm;

/**
 * What happens between the closing of the gate and the release of the lock: runs in
 * flight end, or are interrupted, and the listeners of the revocation run. A tenure that
 * was closed by force has had its runs interrupted already.
 */
final class Handover {

	/**
	 * How long listeners of the revocation may take when the application stops.
	 */
	private static final Duration LISTENER_TIMEOUT = Duration.ofSeconds(3);

	private final String role;

	private final ElectionSettings settings;

	private final Runs runs;

	private final RoleEvents events;

	private final RoleJournal journal;

	private final ElectionListeners listeners;

	private final Timer timer;

	private final ElectionTime time;

	Handover(String role, ElectionSettings settings, Runs runs, RoleEvents events, RoleJournal journal,
			ElectionListeners listeners, Timer timer, ElectionTime time) {
		this.role = role;
		this.settings = settings;
		this.runs = runs;
		this.events = events;
		this.journal = journal;
		this.listeners = listeners;
		this.timer = timer;
		this.time = time;
	}

	/**
	 * Run the hand-over on this thread.
	 * @param tenure the tenure, whose gate is closed
	 * @param activity what is going on
	 * @param stopping whether the application stops, which lets nothing keep the lock
	 * @return what has become of the runs
	 */
	HandoverOutcome run(Tenure tenure, Activity<HandoverOutcome> activity, BooleanSupplier stopping) {
		Activity<HandoverOutcome> drain = this.listeners.getObserver().drain(tenure.getTerm(), tenure.getReason());
		long start = this.time.nanoTime();
		Duration drainTimeout = tenure.isClosed() ? Duration.ZERO : this.settings.drainTimeout();
		boolean drained = awaitIdle(tenure, drainTimeout, tenure::isClosed);
		if (!drained) {
			this.runs.interrupt(tenure);
		}
		boolean forced = tenure.isClosed();
		if (forced) {
			publishRevoked(tenure, activity, stopping);
		}
		boolean idle = awaitIdle(tenure, this.settings.interruptGrace(), () -> false);
		this.listeners.onDrained(this.role, Duration.ofNanos(this.time.nanoTime() - start));
		HandoverOutcome outcome = !idle ? HandoverOutcome.OVERRUN
				: drained ? HandoverOutcome.DRAINED : HandoverOutcome.INTERRUPTED;
		drain.end(outcome);
		boolean keepLock = !idle && !tenure.isClosed() && !stopping.getAsBoolean();
		if (!idle) {
			reportOverruns(this.runs.inFlight(tenure), keepLock);
		}
		if (!forced) {
			publishRevoked(tenure, activity, stopping);
		}
		if (keepLock) {
			this.runs.awaitIdle(tenure, Long.MAX_VALUE / 2, () -> tenure.isClosed() || stopping.getAsBoolean());
		}
		return outcome;
	}

	private boolean awaitIdle(Tenure tenure, Duration timeout, BooleanSupplier abort) {
		return this.runs.awaitIdle(tenure, timeout.toNanos(), abort);
	}

	private void reportOverruns(List<Run> overruns, boolean lockIsKept) {
		overruns.stream()
			.filter(Run::markOverrun)
			.forEach((run) -> this.journal.overrun(run.getTaskName(), lockIsKept));
	}

	private void publishRevoked(Tenure tenure, Activity<?> activity, BooleanSupplier stopping) {
		if (!tenure.isAnnounced() || tenure.isSilenced()) {
			return;
		}
		Duration timeout = stopping.getAsBoolean() ? LISTENER_TIMEOUT
				: this.settings.drainTimeout().plus(this.settings.interruptGrace());
		InterruptibleCall call = new InterruptibleCall();
		Alarm watchdog = this.timer.after(timeout, () -> overdue(call, timeout));
		try {
			call.run(() -> this.events.publishRevoked(activity));
		}
		finally {
			watchdog.off();
		}
	}

	private void overdue(InterruptibleCall call, Duration timeout) {
		if (call.getThread() != null) {
			this.journal.troubled("listeners of OnRevokedEvent take longer than " + timeout + " and are interrupted");
			this.events.failed(LeadershipEvent.REVOKED);
			call.interrupt();
		}
	}

}
