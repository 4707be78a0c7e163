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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.Missed;
import io.github.zkleader.MissedTicks;
import io.github.zkleader.ScheduledTick;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickRecordException;
import io.github.zkleader.TickedTask;
import io.github.zkleader.gate.ticks.Schedule.Due;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a scheduled method whose missed times are made up for. Whoever calls, the
 * scheduler or a catch-up, does what is due by then: first the times that were missed,
 * then the one that the scheduler has called for. Calls wait for each other.
 */
final class TickedMethod {

	private static final Log logger = LogFactory.getLog(GatedTask.class);

	private final Supplier<? extends TickedTask> task;

	private final Schedule schedule;

	private final Missed missed;

	private final Duration maxAge;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable TickClaim claim;

	private TickRecord record = new TickRecord("", null, Instant.EPOCH);

	private boolean unrecorded;

	TickedMethod(Supplier<? extends TickedTask> task, Schedule schedule, Missed missed, Duration maxAge, Clock clock) {
		this.task = task;
		this.schedule = schedule;
		this.missed = missed;
		this.maxAge = maxAge;
		this.clock = clock;
	}

	/**
	 * Ask the gate.
	 * @return whether it is open; a refusal has been counted
	 */
	boolean isOpen() {
		return this.task.get().claim() != null;
	}

	/**
	 * Do what is due, on this thread.
	 * @param scheduled whether the scheduler has called, rather than a catch-up
	 * @param body calls the method, each time anew
	 * @throws Throwable what the first run that failed has thrown
	 */
	void call(boolean scheduled, Body body) throws Throwable {
		try {
			this.lock.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		try {
			TickClaim claim = this.task.get().claim();
			if (claim != null) {
				Series series = new Series(claim, body);
				if (claim(claim, scheduled)) {
					runDue(series, scheduled);
				}
				else if (scheduled) {
					Instant now = this.clock.instant();
					series.run(this.schedule.due(this.schedule.origin(now, true), now, true, this.maxAge).regular(),
							null);
				}
				series.rethrow();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Claim the record, once in a term, before anything is decided.
	 * @return whether this leader goes by the record
	 */
	private boolean claim(TickClaim claim, boolean scheduled) {
		if (claim == this.claim) {
			return true;
		}
		try {
			TickRecord found = claim.read();
			Instant now = this.clock.instant();
			TickRecord continued = findContinued(claim, found, now);
			this.record = (continued != null) ? continued : new TickRecord(this.schedule.describe(),
					(found != null) ? found.lastTick() : null, this.schedule.origin(now, scheduled));
			claim.write(this.record);
			this.claim = claim;
			this.unrecorded = false;
			return true;
		}
		catch (TickRecordException ex) {
			warnUnrecorded("The record of " + name() + " cannot be claimed, so nothing is made up for", ex);
			return false;
		}
	}

	private @Nullable TickRecord findContinued(TickClaim claim, @Nullable TickRecord found, Instant now) {
		if (found == null) {
			logger.debug("There is no record of " + name() + " yet, so nothing is made up for");
			return null;
		}
		if (!found.trigger().equals(this.schedule.describe())) {
			logger.info("The schedule of " + name() + " was '" + found.trigger() + "' and is '"
					+ this.schedule.describe() + "', so nothing is made up for");
			return null;
		}
		if (claim.isForeign()) {
			long count = this.schedule.due(found.coveredUntil(), now, false, this.maxAge).missed();
			logger.warn("An instance that records nothing has led since " + found.coveredUntil() + " and may have run "
					+ name() + ", so nothing is made up for: " + count + " times may have been missed");
			this.task.get().count(TickOutcome.FOREIGN, count);
			return null;
		}
		return found;
	}

	private void runDue(Series series, boolean scheduled) {
		Due due = due(scheduled);
		Backlog backlog = new Backlog();
		while (due.missed() > 0 && backlog.isWorthTrying(due.missed())) {
			this.task.get().count(TickOutcome.MISSED, due.missed());
			if (!makeUp(series, due)) {
				return;
			}
			due = due(scheduled);
		}
		if (due.missed() > 0) {
			logger.info(name() + " takes longer than from one time to the next, so " + due.missed()
					+ " times are not made up for now");
		}
		if (due.regular() != null) {
			series.run(due.regular(), null);
		}
		else if (scheduled) {
			this.task.get().count(TickOutcome.DUPLICATE, 1);
			logger.debug("Skipped " + name() + ": recorded until " + this.record.coveredUntil());
		}
	}

	private Due due(boolean scheduled) {
		Due due = this.schedule.due(this.record.coveredUntil(), this.clock.instant(), scheduled, this.maxAge);
		if (due.expired() > 0) {
			this.record = new TickRecord(this.record.trigger(), this.record.lastTick(), due.expiredUntil());
			this.task.get().count(TickOutcome.EXPIRED, due.expired());
			logger.warn("Dropped " + due.expired() + " missed times of " + name() + " up to " + due.expiredUntil()
					+ ", which is longer ago than leader.missed-max-age (" + this.maxAge + ")");
		}
		return due;
	}

	private boolean makeUp(Series series, Due due) {
		Instant from = due.from();
		Instant to = due.to();
		if (from == null || to == null) {
			return true;
		}
		logger.info("Making up for " + due.missed() + " missed times of " + name() + " from " + from + " to " + to);
		if (this.missed == Missed.RUN_ONCE || this.schedule.next(from) == null) {
			return series.run(to, new MissedTicks(from, to, due.missed()));
		}
		Instant tick = from;
		while (tick != null && !tick.isAfter(to)) {
			if (!series.run(tick, new MissedTicks(tick, tick, 1))) {
				return false;
			}
			tick = this.schedule.next(tick);
		}
		return true;
	}

	private void finished(TickClaim claim, Instant tick, @Nullable MissedTicks missed, Instant start) {
		boolean madeUp = missed != null;
		Instant covered = this.schedule.coveredAfter(tick, madeUp, start, this.clock.instant());
		TickRecord previous = this.record;
		Instant lastTick = previous.lastTick();
		this.record = new TickRecord(this.schedule.describe(),
				(lastTick != null && lastTick.isAfter(tick)) ? lastTick : tick,
				previous.coveredUntil().isAfter(covered) ? previous.coveredUntil() : covered);
		if (missed != null) {
			this.task.get().count(TickOutcome.MADE_UP, missed.count());
		}
		try {
			if (claim != this.claim) {
				throw new TickRecordException("it is not claimed", null);
			}
			claim.write(this.record);
			this.unrecorded = false;
		}
		catch (TickRecordException ex) {
			this.task.get().count(TickOutcome.UNRECORDED, 1);
			warnUnrecorded(name() + " ran for " + tick + " but that cannot be recorded, so the next leader repeats it",
					ex);
		}
	}

	private void warnUnrecorded(String message, TickRecordException ex) {
		if (!this.unrecorded) {
			logger.warn(message + ": " + ex.getMessage());
		}
		else {
			logger.debug(message, ex);
		}
		this.unrecorded = true;
	}

	private String name() {
		return this.task.get().getName();
	}

	/**
	 * Calls the method.
	 */
	@FunctionalInterface
	interface Body {

		@Nullable Object proceed() throws Throwable;

	}

	/**
	 * The runs of one call.
	 */
	private final class Series {

		private final TickClaim claim;

		private final Body body;

		private @Nullable Throwable failure;

		private Series(TickClaim claim, Body body) {
			this.claim = claim;
			this.body = body;
		}

		/**
		 * Run once.
		 * @param tick the scheduled time
		 * @param missed what the run makes up for, or {@code null}
		 * @return whether the run has finished, rather than been refused or interrupted
		 */
		private boolean run(@Nullable Instant tick, @Nullable MissedTicks missed) {
			GatedRun run = (tick != null) ? this.claim.enter() : null;
			if (tick == null || run == null) {
				return false;
			}
			run.setTick(new ScheduledTick(tick, missed != null), missed);
			Instant start = TickedMethod.this.clock.instant();
			Throwable failure = null;
			try {
				this.body.proceed();
			}
			catch (Throwable ex) {
				failure = ex;
			}
			boolean finished = !run.isInterrupted();
			try {
				if (finished) {
					finished(this.claim, tick, missed, start);
				}
			}
			finally {
				run.end(failure);
			}
			if (failure != null) {
				failed(failure);
			}
			return finished && !(failure instanceof Error);
		}

		private void failed(Throwable failure) {
			Throwable first = this.failure;
			if (first == null) {
				this.failure = failure;
			}
			else if (first != failure) {
				logger.error("A further run of " + name() + " failed", failure);
			}
		}

		private void rethrow() throws Throwable {
			Throwable failure = this.failure;
			if (failure != null) {
				throw failure;
			}
		}

	}

}
