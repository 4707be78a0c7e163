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

import io.github.zkleader.Missed;
import io.github.zkleader.MissedTicks;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickedTask;
import io.github.zkleader.gate.ticks.Schedule.Due;
import io.github.zkleader.gate.ticks.TickSeries.Body;
import org.slf4j.event.Level;

/**
 * The runs of a scheduled method whose missed times are made up for. Whoever calls, the
 * scheduler or a catch-up, does what is due by then: first the times that were missed,
 * then the one that the scheduler has called for. Calls wait for each other.
 */
final class TickedMethod {

	private final Supplier<? extends TickedTask> task;

	private final Schedule schedule;

	private final Missed missed;

	private final TickJournal journal;

	private final ReentrantLock lock = new ReentrantLock();

	TickedMethod(Supplier<? extends TickedTask> task, Schedule schedule, Missed missed, Duration maxAge, Clock clock) {
		this.task = task;
		this.schedule = schedule;
		this.missed = missed;
		this.journal = new TickJournal(schedule, maxAge, clock);
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
			TickedTask task = this.task.get();
			TickClaim claim = task.claim();
			if (claim != null) {
				TickSeries series = new TickSeries(task, claim, this.journal, body);
				run(task, claim, series, scheduled);
				series.rethrow();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void run(TickedTask task, TickClaim claim, TickSeries series, boolean scheduled) {
		if (this.journal.claim(task, claim, scheduled)) {
			runDue(task, series, scheduled);
			return;
		}
		Instant current = scheduled ? this.journal.current() : null;
		if (current != null) {
			series.run(current, null);
		}
	}

	private void runDue(TickedTask task, TickSeries series, boolean scheduled) {
		Due due = this.journal.due(task, scheduled);
		Backlog backlog = new Backlog();
		while (due.missed() > 0 && backlog.isWorthTrying(due.missed())) {
			task.count(TickOutcome.MISSED, due.missed());
			if (!makeUp(task, series, due)) {
				return;
			}
			due = this.journal.due(task, scheduled);
		}
		if (due.missed() > 0 && scheduled) {
			this.journal.giveUp(task, due);
		}
		if (due.regular() != null) {
			series.run(due.regular(), null);
		}
		else if (scheduled) {
			task.count(TickOutcome.DUPLICATE, 1);
			TickLog.at(Level.DEBUG, task, TickOutcome.DUPLICATE, 1)
				.log("Skipped {}: recorded until {}", task.getName(), this.journal.getCoveredUntil());
		}
	}

	private boolean makeUp(TickedTask task, TickSeries series, Due due) {
		Instant from = due.from();
		Instant to = due.to();
		if (from == null || to == null) {
			return true;
		}
		TickLog.at(Level.INFO, task, TickOutcome.MISSED, due.missed())
			.log("Making up for {} missed times of {} from {} to {}", due.missed(), task.getName(), from, to);
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

}
