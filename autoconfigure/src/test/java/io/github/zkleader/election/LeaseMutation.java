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
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.zkleader.election.SessionLease.EndListener;

/**
 * One thing broken in a lease.
 */
enum LeaseMutation {

	NONE,

	/**
	 * The lease is anchored at the newest answer, which then fills the ring alone.
	 */
	NEWEST_ANSWER,

	/**
	 * The renewal is a read, which the server of the client answers alone.
	 */
	READ,

	/**
	 * The lease does not hear of the sessions that this process closes.
	 */
	NO_CLOSING_HOOK,

	/**
	 * Only the renewals notice that the lease has lapsed.
	 */
	NO_LAPSE_TIMER,

	/**
	 * Renewals count together however far they are apart.
	 */
	NO_SPACING,

	/**
	 * The lease is anchored as if no server were behind an observer master.
	 */
	IGNORED_OBSERVER_MASTER,

	/**
	 * A session is taken to be as young as the answer that has established it.
	 */
	LATE_OPENING,

	/**
	 * The lease lasts as long as the session timeout.
	 */
	NO_MARGIN;

	SessionLease lease(LeaseClock clock, Duration tick, boolean observerMaster, ClosedSessions closedSessions,
			EndListener onEnd) {
		UnaryOperator<LeaseTiming> change = switch (this) {
			case NO_SPACING -> (timing) -> new LeaseTiming(timing.renewals(), timing.period(), Long.MAX_VALUE,
					timing.duration(), timing.pause());
			case NO_MARGIN -> (timing) -> new LeaseTiming(timing.renewals(), timing.period(), timing.spacing(),
					timing.duration() + timing.spacing(), timing.pause());
			default -> UnaryOperator.identity();
		};
		Function<Duration, LeaseTiming> timing = (timeout) -> change
			.apply(LeaseTiming.of(timeout, tick, observerMaster && this != IGNORED_OBSERVER_MASTER));
		ClosedSessions heardOf = (this == NO_CLOSING_HOOK) ? new ClosedSessions() : closedSessions;
		return new SessionLease(clock, timing, heardOf, onEnd);
	}

	int timesTakenIn() {
		return (this == NEWEST_ANSWER) ? 3 : 1;
	}

}
