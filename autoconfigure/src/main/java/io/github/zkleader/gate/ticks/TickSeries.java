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

import java.time.Instant;

import io.github.zkleader.GatedRun;
import io.github.zkleader.MissedTicks;
import io.github.zkleader.ScheduledTick;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickedTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The runs of one call, each of which is admitted, recorded and ended for itself.
 */
final class TickSeries {

	private final TickedTask task;

	private final TickClaim claim;

	private final TickJournal journal;

	private final Body body;

	private @Nullable Throwable failure;

	TickSeries(TickedTask task, TickClaim claim, TickJournal journal, Body body) {
		this.task = task;
		this.claim = claim;
		this.journal = journal;
		this.body = body;
	}

	/**
	 * Run once.
	 * @param tick the scheduled time
	 * @param missed what the run makes up for, or {@code null}
	 * @return whether there may be another run, as this one was neither refused nor
	 * interrupted
	 */
	boolean run(Instant tick, @Nullable MissedTicks missed) {
		GatedRun run = this.claim.enter();
		if (run == null) {
			return false;
		}
		run.setTick(new ScheduledTick(tick, missed != null), missed);
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
				this.journal.finished(this.task, this.claim, tick, missed);
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
		if (this.failure == null) {
			this.failure = failure;
		}
		else {
			TickLog.at(Level.ERROR, this.task).setCause(failure).log("A further run of {} failed", this.task.getName());
		}
	}

	/**
	 * Throw what the first run that failed has thrown.
	 * @throws Throwable if a run has failed
	 */
	void rethrow() throws Throwable {
		Throwable failure = this.failure;
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Calls the method.
	 */
	@FunctionalInterface
	interface Body {

		@Nullable Object proceed() throws Throwable;

	}

}
