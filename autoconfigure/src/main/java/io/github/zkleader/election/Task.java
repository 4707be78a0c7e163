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

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.TickStatus;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Work behind the gate of a role, and what has become of it.
 */
class Task implements GatedTask {

	private static final Logger logger = LoggerFactory.getLogger(GatedTask.class);

	private final RoleGate gate;

	private final Supplier<NotLeaderException> notLeader;

	private final String name;

	private final boolean interrupt;

	private final ElectionListeners listeners;

	private final Slots slots = new Slots();

	private final SkipCounts skipped = new SkipCounts();

	private final WarningLimit warnings = new WarningLimit();

	Task(RoleGate gate, Supplier<NotLeaderException> notLeader, String name, boolean interrupt,
			ElectionListeners listeners) {
		this.gate = gate;
		this.notLeader = notLeader;
		this.name = name;
		this.interrupt = interrupt;
		this.listeners = listeners;
	}

	@Override
	public String getRole() {
		return this.gate.getRole();
	}

	@Override
	public String getName() {
		return this.name;
	}

	final Slots getSlots() {
		return this.slots;
	}

	final boolean isInterrupt() {
		return this.interrupt;
	}

	@Override
	public @Nullable GatedRun enter() {
		return enter(null, null);
	}

	@Override
	public @Nullable GatedRun enter(@Nullable Observation parent) {
		return enter(null, parent);
	}

	/**
	 * Ask the gate as it is in a given tenure.
	 * @param tenure the tenure, or {@code null} for the current one
	 * @param parent what an observation of the run is a part of, or {@code null} for what
	 * this thread is busy with
	 * @return the admitted run, or {@code null}
	 */
	final @Nullable GatedRun enter(@Nullable Tenure tenure, @Nullable Observation parent) {
		Run run = this.gate.admit(this, tenure);
		if (run == null) {
			skip(this.gate.whyClosed());
			if (this.gate.isNested()) {
				throw this.notLeader.get();
			}
			return null;
		}
		run.begin(this.listeners.getObserver().run(this, run, parent));
		return run;
	}

	/**
	 * Begin a part of a run on this thread.
	 * @param tenure the tenure of the run
	 * @param inFlight whether the run is in flight
	 * @param activity what the part is a part of
	 * @return the part
	 * @throws NotLeaderException if the admission of the run does not hold any more
	 */
	final GatedRun enterPart(Tenure tenure, BooleanSupplier inFlight, Activity<RunOutcome> activity) {
		Run part = this.gate.admitPart(this, tenure, inFlight);
		if (part == null) {
			throw this.notLeader.get();
		}
		part.begin(activity);
		return part;
	}

	/**
	 * Ask the gate without beginning a run.
	 * @return the open tenure, or {@code null} if the work must not run now, which has
	 * been counted then
	 */
	final @Nullable Tenure openTenure() {
		Tenure tenure = this.gate.openTenure();
		if (tenure == null) {
			skip(this.gate.whyClosed());
		}
		return tenure;
	}

	private void skip(SkipReason reason) {
		this.skipped.count(reason);
		if (logger.isDebugEnabled()) {
			logger.debug("Skipped {}: role '{}' is not led here ({})", this.name, getRole(), reason.tag());
		}
	}

	final boolean isTimed() {
		return this.listeners.wantsRuns();
	}

	final void ended(RunOutcome outcome, @Nullable Throwable failure, long nanos) {
		if (outcome == RunOutcome.INTERRUPTED) {
			warn("interrupted").log("Interrupted {} because leadership of role '{}' ended{}", this.name, getRole(),
					(failure != null) ? ": it threw " + failure : "");
		}
		this.listeners.onRun(this, outcome, nanos);
	}

	/**
	 * Begin a line in the log of a task.
	 * @param cause why to warn
	 * @return the line, at WARN or, if the same cause was warned of within the last
	 * minute, at INFO
	 */
	final LoggingEventBuilder warn(String cause) {
		return logger.atLevel(this.warnings.levelOf(cause))
			.addKeyValue(LeaderLogKeys.ROLE, getRole())
			.addKeyValue(LeaderLogKeys.TASK, this.name);
	}

	@Override
	public long getSkipped(SkipReason reason) {
		return this.skipped.get(reason);
	}

	@Override
	public TaskStatus getStatus() {
		long interrupted = this.slots.count(RunOutcome.INTERRUPTED);
		long failed = this.slots.count(RunOutcome.ERROR);
		long succeeded = this.slots.count(RunOutcome.SUCCESS);
		long skipped = Stream.of(SkipReason.values()).mapToLong(this.skipped::get).sum();
		return new TaskStatus(this.name, succeeded + failed + interrupted, skipped, interrupted, failed,
				this.slots.getLastRun(), getTickStatus());
	}

	@Nullable TickStatus getTickStatus() {
		return null;
	}

}
