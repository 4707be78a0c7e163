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

import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.MissedTicks;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickRecordException;
import io.github.zkleader.TickedTask;
import io.github.zkleader.gate.ticks.Schedule.Due;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What this instance knows of the times that were worked through: what the last leader
 * has left to it, and what it has done itself. For one thread at a time.
 */
final class TickJournal {

	private final Schedule schedule;

	private final Duration maxAge;

	private final Clock clock;

	private @Nullable TickClaim claim;

	private TickRecord record;

	private boolean unrecorded;

	TickJournal(Schedule schedule, Duration maxAge, Clock clock) {
		this.schedule = schedule;
		this.maxAge = maxAge;
		this.clock = clock;
		this.record = new TickRecord(schedule.describe(), null, Instant.EPOCH);
	}

	/**
	 * Claim the record, once in a term, before anything is decided.
	 * @param task the task
	 * @param claim the claim of the current term
	 * @param scheduled whether the scheduler has just called
	 * @return whether the record is claimed
	 */
	boolean claim(TickedTask task, TickClaim claim, boolean scheduled) {
		if (claim == this.claim) {
			return true;
		}
		try {
			TickRecord found = claim.read();
			Instant now = this.clock.instant();
			TickRecord continued = findContinued(task, claim, found, now);
			this.record = (continued != null) ? continued : new TickRecord(this.schedule.describe(),
					(found != null) ? found.lastTick() : null, this.schedule.origin(now, scheduled));
			claim.write(this.record);
			this.claim = claim;
			this.unrecorded = false;
			return true;
		}
		catch (TickRecordException ex) {
			unrecorded(task, "The record of %s cannot be claimed, so nothing is made up for".formatted(task.getName()),
					ex);
			return false;
		}
	}

	private @Nullable TickRecord findContinued(TickedTask task, TickClaim claim, @Nullable TickRecord found,
			Instant now) {
		if (found == null) {
			TickLog.at(Level.DEBUG, task)
				.log("There is no record of {} yet, so nothing is made up for", task.getName());
			return null;
		}
		if (!found.trigger().equals(this.schedule.describe())) {
			TickLog.at(Level.INFO, task)
				.log("The schedule of {} was '{}' and is '{}', so nothing is made up for", task.getName(),
						found.trigger(), this.schedule.describe());
			return null;
		}
		if (claim.isForeign()) {
			long count = this.schedule.due(found.coveredUntil(), now, false, this.maxAge).missed();
			task.drop(TickOutcome.FOREIGN, count,
					"an instance that records nothing has led since %s and may have run for them"
						.formatted(found.coveredUntil()));
			return null;
		}
		return found;
	}

	/**
	 * Find out what is due by now.
	 * @param task the task
	 * @param scheduled whether the scheduler has just called
	 * @return what is due
	 */
	Due due(TickedTask task, boolean scheduled) {
		Due due = this.schedule.due(this.record.coveredUntil(), this.clock.instant(), scheduled, this.maxAge);
		if (due.expired() > 0) {
			this.record = new TickRecord(this.record.trigger(), this.record.lastTick(), due.expiredUntil());
			task.drop(TickOutcome.EXPIRED, due.expired(),
					"up to %s, which is longer ago than leader.missed-max-age (%s)".formatted(due.expiredUntil(),
							this.maxAge));
		}
		return due;
	}

	/**
	 * Give up what was missed, as runs take longer than from one time to the next.
	 * @param task the task
	 * @param due what is due
	 */
	void giveUp(TickedTask task, Due due) {
		task.drop(TickOutcome.EXPIRED, due.missed(),
				"up to %s, as its runs take longer than from one time to the next".formatted(due.to()));
	}

	/**
	 * Return the time that the scheduler has just called for, whatever was done before.
	 * @return the time
	 */
	@Nullable Instant current() {
		Instant now = this.clock.instant();
		return this.schedule.due(this.schedule.origin(now, true), now, true, this.maxAge).regular();
	}

	/**
	 * Enter a run that has finished, before it ends.
	 * @param task the task
	 * @param claim the claim that the run belongs to
	 * @param tick the scheduled time
	 * @param missed what the run makes up for, or {@code null}
	 */
	void finished(TickedTask task, TickClaim claim, Instant tick, @Nullable MissedTicks missed) {
		Instant covered = this.schedule.coveredAfter(tick, this.clock.instant());
		TickRecord previous = this.record;
		Instant lastTick = previous.lastTick();
		this.record = new TickRecord(this.schedule.describe(),
				(lastTick != null && lastTick.isAfter(tick)) ? lastTick : tick,
				previous.coveredUntil().isAfter(covered) ? previous.coveredUntil() : covered);
		if (missed != null) {
			task.count(TickOutcome.MADE_UP, missed.count());
		}
		try {
			if (claim != this.claim) {
				throw new TickRecordException("it is not claimed", null);
			}
			claim.write(this.record);
			this.unrecorded = false;
		}
		catch (TickRecordException ex) {
			task.count(TickOutcome.UNRECORDED, 1);
			unrecorded(task, "%s ran for %s but that cannot be recorded, so the next leader repeats it"
				.formatted(task.getName(), tick), ex);
		}
	}

	private void unrecorded(TickedTask task, String message, TickRecordException ex) {
		TickLog.at(this.unrecorded ? Level.DEBUG : Level.WARN, task)
			.addKeyValue(LeaderLogKeys.REASON, ex.getMessage())
			.log("{}: {}", message, ex.getMessage());
		this.unrecorded = true;
	}

	/**
	 * Return what nothing is missed up to.
	 * @return the time
	 */
	Instant getCoveredUntil() {
		return this.record.coveredUntil();
	}

}
