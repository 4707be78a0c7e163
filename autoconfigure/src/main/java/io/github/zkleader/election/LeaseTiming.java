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
 * The numbers of a {@link SessionLease}, all in nanoseconds and derived from the session
 * timeout <em>T</em> and the tick of the ensemble.
 *
 * @param period how often the lease is renewed: {@code max(T/10, 0.55·tick)}, so that a
 * ZooKeeper server has sent its followers a PING between any two renewals
 * @param spacing how far two renewals may be apart for one to extend the other, which is
 * also the margin that the lease is shorter than <em>T</em>
 * @param duration how long a lease lasts from its anchor on, which is shorter than the
 * session timeout by the margin
 * @param pause how long after an answer the next renewal may be sent: {@code 0.55·tick}
 */
record LeaseTiming(long period, long spacing, long duration, long pause) {

	private static final double MARGIN = 0.25;

	/**
	 * Derive the numbers.
	 * @param sessionTimeout the negotiated session timeout
	 * @param tick the tick of the ensemble
	 * @return the numbers
	 */
	static LeaseTiming of(Duration sessionTimeout, Duration tick) {
		double timeout = sessionTimeout.toNanos();
		double pause = 0.55 * tick.toNanos();
		double period = Math.max(timeout / 10, pause);
		double margin = (period > timeout / 5) ? 1.2 * period / timeout : MARGIN;
		double spacing = margin * timeout;
		return new LeaseTiming((long) period, (long) spacing, (long) (timeout - spacing), (long) pause);
	}

	/**
	 * Return how long an interruption of the connection may last without any leadership
	 * moving, where the servers answer at once before and after. A short one leaves the
	 * renewals within the spacing. After a longer one it takes three renewals anew; the
	 * lease is anchored two renewals back and another one may just be due.
	 * @return the guaranteed ride-out
	 */
	Duration rideOut() {
		long shortOne = this.spacing - this.period;
		long longOne = this.duration - 5 * this.period;
		return Duration.ofNanos(Math.max(0, Math.max(shortOne, longOne)));
	}

}
