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

package io.github.zkleader;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A run that the gate has admitted and that has not ended yet. It belongs to the thread
 * that entered, and runs on one thread nest. What a run does on other threads is not part
 * of it, unless it is {@link #carry(Runnable) carried} there.
 *
 * @see GatedTask#enter()
 */
public abstract class GatedRun {

	private static final ThreadLocal<@Nullable GatedRun> CURRENT = new ThreadLocal<>();

	private @Nullable GatedRun outer;

	private @Nullable ScheduledTick scheduledTick;

	private @Nullable MissedTicks missedTicks;

	/**
	 * Return the innermost run of the current thread.
	 * @return the run, or {@code null}
	 */
	public static @Nullable GatedRun current() {
		return CURRENT.get();
	}

	/**
	 * Carry the admission of the innermost run of this thread to the thread that will do
	 * the given work. There, {@link Term#current()} is known, gated calls of the same
	 * role pass, a hand-over waits for the work, and the work is interrupted with the
	 * run. It has to start while the run is still in flight or its term still open, and
	 * is refused with a {@link NotLeaderException} after that. To carry all that goes
	 * through an executor: <pre class="code">
	 * Executor carrying = (work) -&gt; executor.execute(GatedRun.carry(work));
	 * CompletableFuture.supplyAsync(this::load, carrying);
	 * </pre>
	 * @param work the work
	 * @return the same work as a part of the run
	 * @throws IllegalStateException if no gated run is in progress on this thread
	 */
	public static Runnable carry(Runnable work) {
		Supplier<GatedRun> entrance = require("carry(…)").entranceWithTick();
		return () -> {
			GatedRun part = entrance.get();
			Throwable failure = null;
			try {
				work.run();
			}
			catch (Throwable ex) {
				failure = ex;
				throw ex;
			}
			finally {
				part.end(failure);
			}
		};
	}

	/**
	 * Carry the admission of the innermost run of this thread to the thread that will do
	 * the given work, as {@link #carry(Runnable)} does.
	 * @param <T> the type of the result
	 * @param work the work
	 * @return the same work as a part of the run
	 * @throws IllegalStateException if no gated run is in progress on this thread
	 */
	public static <T extends @Nullable Object> Callable<T> carryCall(Callable<T> work) {
		Supplier<GatedRun> entrance = require("carryCall(…)").entranceWithTick();
		return () -> {
			GatedRun part = entrance.get();
			Throwable failure = null;
			try {
				return work.call();
			}
			catch (Throwable ex) {
				failure = ex;
				throw ex;
			}
			finally {
				part.end(failure);
			}
		};
	}

	private Supplier<GatedRun> entranceWithTick() {
		Entrance entrance = entrance();
		GatedRun ticking = ticking();
		ScheduledTick tick = (ticking != null) ? ticking.scheduledTick : null;
		if (ticking == null || tick == null) {
			return entrance::enter;
		}
		MissedTicks missed = ticking.missedTicks;
		return () -> {
			GatedRun part = entrance.enter();
			part.setTick(tick, missed);
			return part;
		};
	}

	/**
	 * Return the innermost run of the current thread that is for a scheduled time.
	 * @return the run, or {@code null}
	 */
	static @Nullable GatedRun ticking() {
		GatedRun run = current();
		while (run != null && run.scheduledTick == null) {
			run = run.outer;
		}
		return run;
	}

	static GatedRun require(String caller) {
		GatedRun run = current();
		if (run == null) {
			throw new IllegalStateException("No gated run is in progress on thread '" + Thread.currentThread().getName()
					+ "': call " + caller + " inside a @LeaderOnly method, Leadership.guard(…) or callIfLeader(…)");
		}
		return run;
	}

	/**
	 * Return the run that this one is nested in.
	 * @return the outer run, or {@code null}
	 */
	public final @Nullable GatedRun getOuter() {
		return this.outer;
	}

	/**
	 * Say what scheduled time the run is for. To be called on the thread that entered it.
	 * @param tick the scheduled time
	 * @param missed what the run makes up for, or {@code null}
	 */
	public final void setTick(ScheduledTick tick, @Nullable MissedTicks missed) {
		this.scheduledTick = tick;
		this.missedTicks = missed;
	}

	final @Nullable ScheduledTick getScheduledTick() {
		return this.scheduledTick;
	}

	final @Nullable MissedTicks getMissedTicks() {
		return this.missedTicks;
	}

	/**
	 * Whether the run was interrupted or cancelled because leadership ended.
	 * @return whether it was
	 */
	public abstract boolean isInterrupted();

	/**
	 * Return the term that the run was admitted in.
	 * @return the term
	 */
	public abstract Term getTerm();

	/**
	 * Return the observation of the run, which is that of this thread already. To be
	 * called on the thread that entered the run.
	 * @return the observation, or {@code null} if the run is not observed
	 */
	public @Nullable Observation getObservation() {
		return null;
	}

	/**
	 * End the run, on the thread that entered it or, once it is detached, on any thread.
	 * To be called once.
	 * @param failure what the run threw, or {@code null}
	 */
	public abstract void end(@Nullable Throwable failure);

	/**
	 * Let the run go on without its thread: it stays in flight until it is ended by
	 * whichever thread. To be called on the thread that entered it.
	 * @param cancel is called at most once instead of interrupting a thread, on any
	 * thread
	 */
	public abstract void detach(Runnable cancel);

	/**
	 * Return a way for other threads to do a part of this run.
	 * @return the entrance
	 * @see #carry(Runnable)
	 */
	public abstract Entrance entrance();

	/**
	 * Make this the innermost run of the current thread.
	 * @param outer the innermost run so far, see {@link #current()}
	 */
	protected final void bind(@Nullable GatedRun outer) {
		if (outer != null) {
			this.outer = outer;
		}
		CURRENT.set(this);
	}

	/**
	 * Make the outer run the innermost one of the current thread again.
	 */
	protected final void unbind() {
		CURRENT.set(this.outer);
		this.outer = null;
		this.scheduledTick = null;
		this.missedTicks = null;
	}

	/**
	 * A way into a run for threads that did not enter it themselves.
	 */
	public interface Entrance {

		/**
		 * Begin a part of the run on this thread. The gate is asked again: the part is
		 * admitted while the term is open, and while the run is in flight in it.
		 * @return the part, to be ended on this thread
		 * @throws NotLeaderException if the admission does not hold any more
		 */
		GatedRun enter();

		/**
		 * Go on with the run itself on this thread, as a coroutine does that is resumed.
		 * The gate is not asked, as the run was admitted, and the thread is not
		 * interrupted.
		 * @return the run, to be ended on this thread when it leaves it, or {@code null}
		 * if it is over
		 */
		@Nullable GatedRun resume();

	}

}
