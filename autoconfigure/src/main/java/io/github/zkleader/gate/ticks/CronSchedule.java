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
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;

/**
 * The times of a cron expression, as the scheduler reckons them.
 */
final class CronSchedule implements Schedule {

	/**
	 * By how much a scheduler is early at most, whose own clock is not the wall clock.
	 */
	private static final Duration MAX_SLACK = Duration.ofSeconds(1);

	private static final int SLACK_PER_PERIOD = 10;

	private static final int MAX_EXPIRED_COUNT = 10_000;

	private final CronExpression expression;

	private final ZoneId zone;

	CronSchedule(CronExpression expression, ZoneId zone) {
		this.expression = expression;
		this.zone = zone;
	}

	@Override
	public String describe() {
		return "cron " + this.expression + " " + this.zone;
	}

	@Override
	public Instant origin(Instant now, boolean scheduled) {
		Instant latest = scheduled ? latest(now.plus(slack(now))) : null;
		return (latest != null) ? latest.minusMillis(1) : now;
	}

	/**
	 * Find the last time up to a given one, by going back further and further.
	 * @param until the given time
	 * @return the last time, or {@code null} if there is none in years
	 */
	private @Nullable Instant latest(Instant until) {
		Duration back = Duration.ofSeconds(1);
		while (back.toDays() < 3660) {
			Instant latest = null;
			Instant tick = next(until.minus(back));
			while (tick != null && !tick.isAfter(until)) {
				latest = tick;
				tick = next(tick);
			}
			if (latest != null) {
				return latest;
			}
			back = back.multipliedBy(2);
		}
		return null;
	}

	@Override
	public Due due(Instant coveredUntil, Instant now, boolean scheduled, Duration maxAge) {
		Instant until = scheduled ? now.plus(slack(now)) : now;
		Instant oldest = now.minus(maxAge);
		Instant expiredUntil = coveredUntil;
		long expired = 0;
		long count = 0;
		Instant from = null;
		Instant beforeLast = null;
		Instant last = null;
		Instant tick = next(coveredUntil);
		while (tick != null && !tick.isAfter(until)) {
			if (tick.isBefore(oldest)) {
				expired++;
				expiredUntil = (expired < MAX_EXPIRED_COUNT) ? tick : oldest.minusMillis(1);
				tick = expiredUntil;
			}
			else {
				count++;
				from = (from != null) ? from : tick;
				beforeLast = last;
				last = tick;
			}
			tick = next(tick);
		}
		if (!scheduled || last == null) {
			return new Due(expired, expiredUntil, count, from, last, null);
		}
		return new Due(expired, expiredUntil, count - 1, from, beforeLast, last);
	}

	private Duration slack(Instant now) {
		Instant first = next(now);
		Instant second = (first != null) ? next(first) : null;
		if (first == null || second == null) {
			return MAX_SLACK;
		}
		Duration slack = Duration.between(first, second).dividedBy(SLACK_PER_PERIOD);
		return (slack.compareTo(MAX_SLACK) < 0) ? slack : MAX_SLACK;
	}

	@Override
	public @Nullable Instant next(Instant tick) {
		ZonedDateTime next = this.expression.next(tick.atZone(this.zone));
		return (next != null) ? next.toInstant() : null;
	}

	/**
	 * Times that a run was busy at are missed, though the scheduler would skip them.
	 */
	@Override
	public Instant coveredAfter(Instant tick, Instant end) {
		return tick;
	}

}
