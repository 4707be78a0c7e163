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

/**
 * The numbers of a {@link SessionLease}, all times in nanoseconds and derived from the
 * session timeout <em>T</em> and the tick of the ensemble.
 *
 * @param renewals how many renewals in a row it takes, the first of which is the anchor
 * @param period how often the lease is renewed: {@code max(T/10, 0.55·tick)}, so that a
 * ZooKeeper server has sent its followers a PING between any two renewals
 * @param spacing how far two renewals may be apart for one to extend the other, which is
 * also the margin that the lease is shorter than <em>T</em>
 * @param duration how long a lease lasts from its anchor on, which is shorter than the
 * session timeout by the margin
 * @param pause how long after an answer the next renewal may be sent: {@code 0.55·tick}
 */
record LeaseTiming(int renewals, long period, long spacing, long duration, long pause) {

	private static final double MARGIN = 0.25;

	private static final int RENEWALS = 3;

	// A PING and its answer on each of two hops, and none of them may overlap
	private static final int RENEWALS_BEHIND_OBSERVER_MASTER = 5;

	/**
	 * Derive the numbers for servers that follow the leading one.
	 * @param sessionTimeout the negotiated session timeout
	 * @param tick the tick of the ensemble
	 * @return the numbers
	 */
	static LeaseTiming of(Duration sessionTimeout, Duration tick) {
		return of(sessionTimeout, tick, false);
	}

	/**
	 * Derive the numbers.
	 * @param sessionTimeout the negotiated session timeout
	 * @param tick the tick of the ensemble
	 * @param observerMaster whether servers may be observers that follow a follower
	 * @return the numbers
	 */
	static LeaseTiming of(Duration sessionTimeout, Duration tick, boolean observerMaster) {
		double timeout = sessionTimeout.toNanos();
		double pause = 0.55 * tick.toNanos();
		double period = Math.max(timeout / 10, pause);
		double margin = (period > timeout / 5) ? 1.2 * period / timeout : MARGIN;
		double spacing = margin * timeout;
		return new LeaseTiming(observerMaster ? RENEWALS_BEHIND_OBSERVER_MASTER : RENEWALS, (long) period,
				(long) spacing, (long) (timeout - spacing), (long) pause);
	}

	/**
	 * Return how long an interruption of the connection may last without any leadership
	 * moving, where the servers answer at once before and after. A short one leaves the
	 * renewals within the spacing, and the lease until the next of them. After a longer
	 * one it takes all renewals anew; the lease is anchored all but one back and another
	 * one may just be due.
	 * @return the guaranteed ride-out
	 */
	Duration rideOut() {
		long shortOne = Math.min(this.spacing - this.period, this.duration - this.renewals * this.period);
		long longOne = this.duration - (2L * this.renewals - 1) * this.period;
		return Duration.ofNanos(Math.max(0, Math.max(shortOne, longOne)));
	}

}
