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

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.GatedRun;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A slot for a run in flight, used again and again so that admitting a run allocates
 * nothing. An interrupt reaches the thread only while the run is in the slot: the one who
 * interrupts holds the slot in {@code INTERRUPTING} meanwhile, and a run that ends then
 * waits for it and takes the interrupt off its thread. A run that was detached from its
 * thread is cancelled instead.
 * <p>
 * What is not volatile is written before the state says {@code ACTIVE} and read after
 * that was seen, and again, where it decides, while the slot is held in
 * {@code INTERRUPTING}. Another thread that ends a detached run reads first how to cancel
 * it, which was written last. Leaving {@code ACTIVE} is a full fence, so that freeing the
 * slot need not be one.
 */
final class Run extends AdmittedRun {

	private static final int FREE = 0;

	private static final int CLAIMED = 1;

	private static final int ACTIVE = 2;

	private static final int DETACHED = 3;

	private static final int INTERRUPTING = 4;

	private static final int INTERRUPTED = 5;

	private static final int CANCELLED = 6;

	private final Runs runs;

	private final AtomicInteger state = new AtomicInteger(FREE);

	private @Nullable Tenure tenure;

	private @Nullable Task task;

	private @Nullable Thread thread;

	private volatile @Nullable Runnable cancel;

	private volatile boolean overrun;

	/**
	 * How often the slot was claimed, to tell its runs apart.
	 */
	private int use;

	private boolean part;

	private long startNanos;

	private Activity<RunOutcome> activity = Activity.unobserved();

	private ActivityScope scope = ActivityScope.NONE;

	Run(Runs runs) {
		this.runs = runs;
	}

	boolean claim(Tenure tenure, Task task) {
		if (this.state.get() != FREE || !this.state.compareAndSet(FREE, CLAIMED)) {
			return false;
		}
		this.tenure = tenure;
		this.task = task;
		this.thread = Thread.currentThread();
		if (this.overrun) {
			this.overrun = false;
		}
		this.use++;
		this.startNanos = System.nanoTime();
		this.state.set(ACTIVE);
		return true;
	}

	/**
	 * Make this the current run of the thread: the gate has said yes.
	 */
	void admit() {
		bind();
	}

	/**
	 * Make this the current run of the thread, as a part of another.
	 */
	void admitPart() {
		this.part = true;
		bind();
	}

	/**
	 * Begin, on the thread of the run.
	 * @param activity what the run does or is a part of
	 */
	void begin(Activity<RunOutcome> activity) {
		this.activity = activity;
		this.scope = activity.open();
	}

	/**
	 * Free the slot: the gate has said no.
	 */
	void refuse() {
		leave();
		this.runs.freed(this);
	}

	@Override
	public void end(@Nullable Throwable failure) {
		boolean detached = this.cancel != null;
		Task task = Objects.requireNonNull(this.task);
		long nanos = System.nanoTime() - this.startNanos;
		boolean part = this.part;
		Activity<RunOutcome> activity = this.activity;
		ActivityScope scope = this.scope;
		this.activity = Activity.unobserved();
		this.scope = ActivityScope.NONE;
		boolean interrupted = leave();
		GatedRun outer = getOuter();
		if (!detached) {
			unbind();
		}
		this.runs.freed(this);
		scope.close();
		if (interrupted && !detached) {
			interruptAgain(outer);
		}
		if (part) {
			return;
		}
		RunOutcome outcome = interrupted ? RunOutcome.INTERRUPTED
				: (failure != null) ? RunOutcome.ERROR : RunOutcome.SUCCESS;
		task.ended(outcome, failure, nanos);
		if (failure != null) {
			activity.failed(failure);
		}
		activity.end(outcome);
	}

	@Override
	public void detach(Runnable cancel) {
		GatedRun outer = getOuter();
		this.scope.close();
		this.scope = ActivityScope.NONE;
		unbind();
		this.cancel = cancel;
		boolean interrupted = switchTo(DETACHED, CANCELLED);
		this.thread = null;
		if (interrupted) {
			interruptAgain(outer);
			cancel.run();
		}
	}

	private boolean leave() {
		return switchTo(CLAIMED, CLAIMED);
	}

	/**
	 * Leave the current state, after an interrupt that is just being made, which is taken
	 * off the thread.
	 * @param state the new state
	 * @param stateAfterInterrupt the new state if the run was interrupted or cancelled
	 * @return whether it was
	 */
	private boolean switchTo(int state, int stateAfterInterrupt) {
		while (true) {
			if (this.state.compareAndSet(ACTIVE, state) || this.state.compareAndSet(DETACHED, state)) {
				return false;
			}
			if (this.state.compareAndSet(INTERRUPTED, stateAfterInterrupt)) {
				Thread.interrupted();
				return true;
			}
			if (this.state.compareAndSet(CANCELLED, stateAfterInterrupt)) {
				return true;
			}
			Thread.onSpinWait();
		}
	}

	private static void interruptAgain(@Nullable GatedRun outer) {
		if (outer instanceof Run outerRun && outerRun.isInterrupted()) {
			Thread.currentThread().interrupt();
		}
	}

	void free() {
		this.tenure = null;
		this.task = null;
		this.thread = null;
		if (this.cancel != null) {
			this.cancel = null;
		}
		this.part = false;
		this.state.setRelease(FREE);
	}

	/**
	 * Interrupt or cancel the run if it belongs to the given tenure and its task wants to
	 * be.
	 * @param tenure the tenure
	 */
	void interrupt(Tenure tenure) {
		if (!isInFlight(tenure)) {
			return;
		}
		if (this.state.compareAndSet(ACTIVE, INTERRUPTING)) {
			Thread thread = this.thread;
			boolean wanted = isInterruptWanted(tenure) && thread != null;
			if (wanted) {
				Objects.requireNonNull(thread).interrupt();
			}
			this.state.set(wanted ? INTERRUPTED : ACTIVE);
		}
		else if (this.state.compareAndSet(DETACHED, INTERRUPTING)) {
			Runnable cancel = this.cancel;
			boolean wanted = isInterruptWanted(tenure) && cancel != null;
			this.state.set(wanted ? CANCELLED : DETACHED);
			if (wanted) {
				this.runs.cancel(Objects.requireNonNull(cancel));
			}
		}
	}

	private boolean isInterruptWanted(Tenure tenure) {
		Task task = this.task;
		return this.tenure == tenure && task != null && task.isInterrupt();
	}

	@Override
	public Entrance entrance() {
		Tenure tenure = this.tenure;
		Task task = this.task;
		if (tenure == null || task == null) {
			throw new IllegalStateException("The run has ended");
		}
		return new RunEntrance(this, this.use, this.runs, tenure, task, this.activity);
	}

	boolean isInFlight(Tenure tenure, int use) {
		return isInFlight(tenure) && this.use == use;
	}

	boolean isInFlight(Tenure tenure) {
		return this.state.get() >= ACTIVE && this.tenure == tenure;
	}

	boolean isRunning() {
		return this.state.get() >= ACTIVE;
	}

	@Override
	public boolean isInterrupted() {
		int state = this.state.get();
		while (state == INTERRUPTING) {
			Thread.onSpinWait();
			state = this.state.get();
		}
		return state == INTERRUPTED || state == CANCELLED;
	}

	boolean isInFlight() {
		return this.state.get() >= ACTIVE;
	}

	@Override
	boolean belongsTo(Tenure tenure) {
		return this.tenure == tenure;
	}

	@Override
	boolean isOneOf(Runs runs) {
		return this.runs == runs;
	}

	/**
	 * Mark the run as one that did not end in time.
	 * @return whether it was not marked yet
	 */
	boolean markOverrun() {
		boolean first = !this.overrun;
		this.overrun = true;
		return first;
	}

	boolean isOverrun() {
		return this.overrun && this.state.get() >= ACTIVE;
	}

	String getTaskName() {
		Task task = this.task;
		return (task != null) ? task.getName() : "";
	}

	@Nullable Thread getThread() {
		return this.thread;
	}

	@Override
	public @Nullable Observation getObservation() {
		return this.activity.getObservation();
	}

	@Override
	public Term getTerm() {
		Tenure tenure = this.tenure;
		if (tenure == null) {
			throw new IllegalStateException("The run has ended");
		}
		return tenure.getTerm();
	}

}
