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

package io.github.zkleader.gate.ticks;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A fixed rate or fixed delay: the times depend on when an instance was started, so that
 * there is only the last end of a run to go by.
 */
final class PeriodicSchedule implements Schedule {

	private final String kind;

	private final Duration period;

	PeriodicSchedule(String kind, Duration period) {
		this.kind = kind;
		this.period = period;
	}

	@Override
	public String describe() {
		return this.kind + " " + this.period;
	}

	@Override
	public Instant origin(Instant now, boolean scheduled) {
		return now;
	}

	@Override
	public Due due(Instant coveredUntil, Instant now, boolean scheduled, Duration maxAge) {
		if (scheduled) {
			return new Due(0, coveredUntil, 0, null, null, now);
		}
		Duration gap = Duration.between(coveredUntil, now);
		long count = (gap.compareTo(this.period) > 0) ? gap.toMillis() / Math.max(this.period.toMillis(), 1) : 0;
		if (count == 0) {
			return new Due(0, coveredUntil, 0, null, null, null);
		}
		Instant last = coveredUntil.plus(this.period.multipliedBy(count));
		if (last.isBefore(now.minus(maxAge))) {
			return new Due(count, last, 0, null, null, null);
		}
		return new Due(0, coveredUntil, count, coveredUntil.plus(this.period), last, null);
	}

	@Override
	public @Nullable Instant next(Instant tick) {
		return null;
	}

	@Override
	public Instant coveredAfter(Instant tick, Instant end) {
		return end;
	}

}
