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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.github.zkleader.GatedRun;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A slot for a run in flight of one task, used again and again so that admitting a run
 * allocates nothing. An interrupt reaches the thread only while the run is in the slot:
 * the one who interrupts holds the slot in {@code INTERRUPTING} meanwhile, and a run that
 * ends then waits for it and takes the interrupt off its thread. A run that was detached
 * from its thread is cancelled instead.
 * <p>
 * The state counts the uses of the slot. So whoever finds it free, and left by the same
 * thread in the same tenure, claims and publishes it in one step: if that succeeds,
 * nobody has held the slot since, and what was looked at still holds. Two atomic steps,
 * to claim the slot and to leave it, are all that a run takes.
 * <p>
 * The thread is held weakly, so that a slot keeps none from being collected. One that
 * runs is reachable, virtual threads included, unless the JVM was told not to track them.
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

	/**
	 * What is left of the state without the number of the use.
	 */
	private static final long STATUS = 7;

	private static final long NEXT_USE = 8;

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(Run.class, "state", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Runs runs;

	private final Task task;

	private final LeaseClock clock;

	private final Tally<RunOutcome> ended = new Tally<>(RunOutcome.class);

	private final AtomicLong lastAdmissionNanos = new AtomicLong();

	private final AtomicLong lastAdmissionMillis = new AtomicLong();

	private volatile long state = FREE;

	private @Nullable Tenure tenure;

	private WeakReference<@Nullable Thread> thread = new WeakReference<>(null);

	private volatile @Nullable Runnable cancel;

	private volatile long overrunUse = -1;

	private boolean part;

	private long startNanos;

	private long startMillis;

	private Activity<RunOutcome> activity = Activity.unobserved();

	private ActivityScope scope = ActivityScope.NONE;

	Run(Runs runs, Task task, LeaseClock clock) {
		this.runs = runs;
		this.task = task;
		this.clock = clock;
	}

	/**
	 * Claim the slot for the thread and the tenure that it was used for last.
	 * @param tenure the tenure
	 * @param thread the current thread
	 * @return whether the run is published
	 */
	boolean claimAgain(Tenure tenure, Thread thread) {
		long state = this.state;
		return status(state) == FREE && this.tenure == tenure && wasLastUsedBy(thread)
				&& STATE.compareAndSet(this, state, state + NEXT_USE + ACTIVE);
	}

	/**
	 * Claim the slot, whoever used it last.
	 * @param tenure the tenure
	 * @param thread the current thread
	 * @return whether the run is published
	 */
	boolean claim(Tenure tenure, Thread thread) {
		long state = this.state;
		if (status(state) != FREE || !STATE.compareAndSet(this, state, state + NEXT_USE + CLAIMED)) {
			return false;
		}
		this.tenure = tenure;
		if (!wasLastUsedBy(thread)) {
			this.thread = new WeakReference<>(thread);
		}
		this.state = state + NEXT_USE + ACTIVE;
		return true;
	}

	boolean wasLastUsedBy(Thread thread) {
		return this.thread.refersTo(thread);
	}

	/**
	 * Read the clocks, after the run was published: once for the lease and for the run.
	 * @param tenure the tenure of the run
	 * @return whether the lease of the tenure was valid then
	 */
	boolean start(Tenure tenure) {
		this.startNanos = this.clock.nanoTime();
		this.startMillis = this.clock.currentTimeMillis();
		return tenure.isLeased(this.startNanos, this.startMillis);
	}

	/**
	 * Make this the current run of the thread: the gate has said yes.
	 * @param outer the current run so far
	 */
	void admit(@Nullable GatedRun outer) {
		this.lastAdmissionMillis.setRelease(this.startMillis);
		this.lastAdmissionNanos.setRelease(this.startNanos);
		bind(outer);
	}

	/**
	 * Make this the current run of the thread, as a part of another.
	 */
	void admitPart() {
		this.part = true;
		bind(GatedRun.current());
	}

	/**
	 * Begin, on the thread of the run.
	 * @param activity what the run does or is a part of
	 */
	void begin(Activity<RunOutcome> activity) {
		if (activity.isObserved()) {
			this.activity = activity;
			this.scope = activity.open();
		}
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
		long nanos = this.task.isTimed() ? this.clock.nanoTime() - this.startNanos : 0;
		boolean part = this.part;
		Activity<RunOutcome> activity = this.activity;
		ActivityScope scope = this.scope;
		if (activity.isObserved()) {
			this.activity = Activity.unobserved();
			this.scope = ActivityScope.NONE;
		}
		boolean interrupted = leave();
		RunOutcome outcome = interrupted ? RunOutcome.INTERRUPTED
				: (failure != null) ? RunOutcome.ERROR : RunOutcome.SUCCESS;
		if (!part) {
			this.ended.count(outcome);
		}
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
		this.task.ended(outcome, failure, nanos);
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
		if (switchTo(DETACHED, CANCELLED)) {
			interruptAgain(outer);
			cancel.run();
		}
	}

	private boolean leave() {
		return switchTo(CLAIMED, CLAIMED);
	}

	/**
	 * Leave the current status, after an interrupt that is just being made, which is
	 * taken off the thread.
	 * @param status the new status
	 * @param statusAfterInterrupt the new status if the run was interrupted or cancelled
	 * @return whether it was
	 */
	private boolean switchTo(int status, int statusAfterInterrupt) {
		while (true) {
			long state = this.state;
			int current = status(state);
			if (current == INTERRUPTING) {
				Thread.onSpinWait();
				continue;
			}
			boolean interrupted = current == INTERRUPTED || current == CANCELLED;
			if (STATE.compareAndSet(this, state, with(state, interrupted ? statusAfterInterrupt : status))) {
				if (current == INTERRUPTED) {
					Thread.interrupted();
				}
				return interrupted;
			}
		}
	}

	private static void interruptAgain(@Nullable GatedRun outer) {
		if (outer instanceof Run outerRun && outerRun.isInterrupted()) {
			Thread.currentThread().interrupt();
		}
	}

	void free() {
		if (this.cancel != null) {
			this.cancel = null;
		}
		this.part = false;
		STATE.setRelease(this, with(this.state, FREE));
	}

	/**
	 * Forget the tenure, which is over, if the slot is free.
	 */
	void forgetTenure() {
		long state = this.state;
		if (status(state) == FREE && STATE.compareAndSet(this, state, state + NEXT_USE + CLAIMED)) {
			this.tenure = null;
			free();
		}
	}

	/**
	 * Interrupt or cancel the run if it belongs to the given tenure and its task wants to
	 * be.
	 * @param tenure the tenure
	 */
	void interrupt(Tenure tenure) {
		while (this.task.isInterrupt()) {
			long state = this.state;
			boolean detached = status(state) == DETACHED;
			if ((!detached && status(state) != ACTIVE) || this.tenure != tenure) {
				return;
			}
			if (STATE.compareAndSet(this, state, with(state, INTERRUPTING))) {
				Runnable cancel = this.cancel;
				Thread thread = this.thread.get();
				if (detached && cancel != null) {
					this.state = with(state, CANCELLED);
					this.runs.cancel(cancel);
				}
				else if (thread != null) {
					thread.interrupt();
					this.state = with(state, INTERRUPTED);
				}
				else {
					this.state = state;
				}
				return;
			}
		}
	}

	@Override
	public Entrance entrance() {
		long state = this.state;
		Tenure tenure = this.tenure;
		if (!isInFlight(state) || tenure == null) {
			throw new IllegalStateException("The run has ended");
		}
		return new RunEntrance(this, use(state), this.runs, tenure, this.task, this.activity);
	}

	boolean isStillInFlight(long use) {
		long state = this.state;
		return isInFlight(state) && use(state) == use;
	}

	boolean isInFlight(Tenure tenure) {
		return isInFlight() && this.tenure == tenure;
	}

	boolean isInFlight() {
		return isInFlight(this.state);
	}

	private static boolean isInFlight(long state) {
		return status(state) >= ACTIVE;
	}

	private static int status(long state) {
		return (int) (state & STATUS);
	}

	private static long with(long state, int status) {
		return use(state) + status;
	}

	private static long use(long state) {
		return state & ~STATUS;
	}

	@Override
	public boolean isInterrupted() {
		int status = status(this.state);
		while (status == INTERRUPTING) {
			Thread.onSpinWait();
			status = status(this.state);
		}
		return status == INTERRUPTED || status == CANCELLED;
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
		long use = use(this.state);
		boolean first = this.overrunUse != use;
		this.overrunUse = use;
		return first;
	}

	boolean isOverrun() {
		long state = this.state;
		return isInFlight(state) && this.overrunUse == use(state);
	}

	String getTaskName() {
		return this.task.getName();
	}

	/**
	 * Return how often runs in this slot have ended in the given way.
	 * @param outcome the way
	 * @return the count
	 */
	long count(RunOutcome outcome) {
		return this.ended.get(outcome);
	}

	boolean wasAdmitted() {
		return this.lastAdmissionMillis.get() != 0;
	}

	int compareLastAdmission(Run other) {
		return Long.signum(this.lastAdmissionNanos.get() - other.lastAdmissionNanos.get());
	}

	Instant getLastAdmission() {
		return Instant.ofEpochMilli(this.lastAdmissionMillis.get());
	}

	@Override
	public @Nullable Observation getObservation() {
		return this.activity.getObservation();
	}

	@Override
	public Term getTerm() {
		Tenure tenure = this.tenure;
		if (!isInFlight() || tenure == null) {
			throw new IllegalStateException("The run has ended");
		}
		return tenure.getTerm();
	}

}
