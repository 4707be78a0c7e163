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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The runs in flight of one role. Entering and leaving take no lock: a run is published
 * in its slot before the gate is asked, and the gate is closed before the slots are
 * searched, so that a run is either refused or found.
 */
final class Runs {

	private static final Log logger = LogFactory.getLog(GatedTask.class);

	private final Executor executor;

	private final AtomicInteger parts = new AtomicInteger();

	private final ElectionTime time;

	private final LeaseClock clock;

	private volatile Run[] slots = {};

	private volatile @Nullable Thread waiter;

	private volatile long waiterDeadline;

	/**
	 * Create new runs.
	 * @param executor calls what cancels runs that were detached from their threads
	 * @param time what waits are measured with
	 * @param clock what runs and the lease they are admitted with are measured with
	 */
	Runs(Executor executor, ElectionTime time, LeaseClock clock) {
		this.executor = executor;
		this.time = time;
		this.clock = clock;
	}

	/**
	 * Publish a run, before the gate is asked.
	 * @param tenure the tenure it belongs to
	 * @param task the task
	 * @return the run
	 */
	Run publish(Tenure tenure, Task task) {
		Run run = task.getSlots().claim(tenure);
		return (run != null) ? run : publishInNewSlot(tenure, task);
	}

	/**
	 * Publish a part of another run, before it is asked whether that is still in flight.
	 * @param tenure the tenure it belongs to
	 * @param task the task
	 * @return the part
	 */
	Run publishPart(Tenure tenure, Task task) {
		Run part = publish(tenure, task);
		this.parts.incrementAndGet();
		return part;
	}

	private Run publishInNewSlot(Tenure tenure, Task task) {
		Run run = new Run(this, task, this.clock);
		run.claim(tenure, Thread.currentThread());
		add(run);
		task.getSlots().add(run);
		return run;
	}

	private synchronized void add(Run run) {
		Run[] more = Arrays.copyOf(this.slots, this.slots.length + 1);
		more[more.length - 1] = run;
		this.slots = more;
	}

	/**
	 * Whether the current thread is inside a run of the given tenure.
	 * @param tenure the tenure
	 * @return whether a call would be a nested one
	 */
	boolean isNested(Tenure tenure) {
		GatedRun run = GatedRun.current();
		while (run != null) {
			if (run instanceof AdmittedRun ours && ours.belongsTo(tenure)) {
				return true;
			}
			run = run.getOuter();
		}
		return false;
	}

	/**
	 * Whether the current thread is inside a run of this role.
	 * @return whether a call would be a nested one
	 */
	boolean isNested() {
		for (Run run : this.slots) {
			if (run.isInFlight()) {
				return isInsideOne();
			}
		}
		return false;
	}

	private boolean isInsideOne() {
		GatedRun run = GatedRun.current();
		while (run != null) {
			if (run instanceof AdmittedRun ours && ours.isOneOf(this)) {
				return true;
			}
			run = run.getOuter();
		}
		return false;
	}

	/**
	 * Whether the current thread is inside a run of this role that was admitted in
	 * another tenure.
	 * @param tenure the tenure
	 * @param current the current run of the thread
	 * @return whether there is such a run
	 */
	boolean isNestedInOther(Tenure tenure, @Nullable GatedRun current) {
		GatedRun run = current;
		while (run != null) {
			if (run instanceof AdmittedRun ours && ours.isOneOf(this) && !ours.belongsTo(tenure)) {
				return true;
			}
			run = run.getOuter();
		}
		return false;
	}

	/**
	 * Interrupt all runs of a tenure, and let no part of them begin any more.
	 * @param tenure the tenure
	 */
	void interrupt(Tenure tenure) {
		tenure.interrupted();
		for (Run run : this.slots) {
			run.interrupt(tenure);
		}
	}

	/**
	 * Cancel a detached run, which is user code and so happens elsewhere.
	 * @param cancel what cancels it
	 */
	void cancel(Runnable cancel) {
		try {
			this.executor.execute(() -> {
				try {
					cancel.run();
				}
				catch (Throwable ex) {
					logger.warn("Failed to cancel a run", ex);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Too late to cancel a run");
		}
	}

	List<Run> inFlight(Tenure tenure) {
		return Stream.of(this.slots).filter((run) -> run.isInFlight(tenure)).toList();
	}

	List<String> overruns() {
		return Stream.of(this.slots).filter(Run::isOverrun).map(Run::getTaskName).toList();
	}

	List<String> running() {
		return Stream.of(this.slots).filter(Run::isInFlight).map(Run::getTaskName).toList();
	}

	/**
	 * Wait until no run of the tenure is in flight. Only one thread waits at a time.
	 * @param tenure the tenure
	 * @param nanos how long to wait at most
	 * @param abort ends the wait when it holds, see {@link #wake()}
	 * @return whether no run is in flight
	 */
	boolean awaitIdle(Tenure tenure, long nanos, BooleanSupplier abort) {
		long deadline = this.time.nanoTime() + nanos;
		this.waiterDeadline = deadline;
		this.waiter = Thread.currentThread();
		try {
			while (!isIdle(tenure)) {
				long remaining = deadline - this.time.nanoTime();
				if (remaining <= 0 || abort.getAsBoolean()) {
					return false;
				}
				LockSupport.parkNanos(this, remaining);
				Thread.interrupted();
			}
			return true;
		}
		finally {
			this.waiter = null;
		}
	}

	/**
	 * Whether no run of the tenure is in flight. A part may have begun in a slot that was
	 * looked at already, before its run ended in one that was not: then look again.
	 * @param tenure the tenure
	 * @return whether there is none
	 */
	private boolean isIdle(Tenure tenure) {
		int parts;
		do {
			parts = this.parts.get();
			if (!inFlight(tenure).isEmpty()) {
				return false;
			}
		}
		while (parts != this.parts.get());
		return true;
	}

	/**
	 * Whether a thread waits for runs to end, and has time left to.
	 * @return whether one does
	 */
	boolean isAwaited() {
		return this.waiter != null && this.waiterDeadline - this.time.nanoTime() > 0;
	}

	/**
	 * Have a thread that waits look again.
	 */
	void wake() {
		Thread waiter = this.waiter;
		if (waiter != null) {
			LockSupport.unpark(waiter);
		}
	}

	/**
	 * Forget a tenure that is over.
	 */
	void forgetTenure() {
		for (Run run : this.slots) {
			run.forgetTenure();
		}
	}

	void freed(Run run) {
		run.free();
		wake();
	}

}
