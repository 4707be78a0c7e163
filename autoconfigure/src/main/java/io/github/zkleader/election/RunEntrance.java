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

import io.github.zkleader.GatedRun;
import io.github.zkleader.RunOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The way into one run, while it lasts, though its slot may be used again after that.
 */
final class RunEntrance implements GatedRun.Entrance {

	private final Run run;

	private final long use;

	private final Runs runs;

	private final Tenure tenure;

	private final Task task;

	private final Activity<RunOutcome> activity;

	/**
	 * Create a new entrance.
	 * @param run the slot of the run
	 * @param use tells the run from others in the same slot
	 * @param runs the runs it is one of
	 * @param tenure the tenure it belongs to
	 * @param task its task
	 * @param activity what it does
	 */
	RunEntrance(Run run, long use, Runs runs, Tenure tenure, Task task, Activity<RunOutcome> activity) {
		this.run = run;
		this.use = use;
		this.runs = runs;
		this.tenure = tenure;
		this.task = task;
		this.activity = activity;
	}

	@Override
	public GatedRun enter() {
		return this.task.enterPart(this.tenure, this::isInFlight, this.activity);
	}

	@Override
	public @Nullable GatedRun resume() {
		return isInFlight() ? new ResumedRun(this, this.runs, this.tenure, this.activity) : null;
	}

	boolean isInterrupted() {
		return isInFlight() && this.run.isInterrupted();
	}

	private boolean isInFlight() {
		return this.run.isStillInFlight(this.use);
	}

}
