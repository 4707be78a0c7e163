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

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one role: says yes only with a verified grant and a valid session lease.
 */
final class RoleGate {

	private final String role;

	private final Runs runs;

	private final BiConsumer<Tenure, RevokeReason> onLapse;

	private final Object opening = new Object();

	private volatile @Nullable Tenure tenure;

	private volatile SkipReason whyClosed = SkipReason.STOPPED;

	private LeadershipState state = LeadershipState.STOPPED;

	private boolean connected;

	private boolean lapsed;

	/**
	 * Create a new gate.
	 * @param role the role
	 * @param runs the runs in flight
	 * @param onLapse closes a tenure when a call finds its lease lapsed; must not block
	 */
	RoleGate(String role, Runs runs, BiConsumer<Tenure, RevokeReason> onLapse) {
		this.role = role;
		this.runs = runs;
		this.onLapse = onLapse;
	}

	String getRole() {
		return this.role;
	}

	/**
	 * Return the term whose gate is open for the current thread as of the start of this
	 * call.
	 * @return the open tenure, or {@code null}
	 */
	@Nullable Tenure openTenure() {
		Tenure tenure = this.tenure;
		return (tenure != null && isOpen(tenure)) ? tenure : null;
	}

	private boolean isOpen(Tenure tenure) {
		return tenure.mayBeOpen() && isLeased(tenure);
	}

	private boolean isLeased(Tenure tenure) {
		if (tenure.isLeased()) {
			return true;
		}
		this.onLapse.accept(tenure, RevokeReason.LEASE);
		return false;
	}

	/**
	 * Admit a run if the gate is open.
	 * @param task the task
	 * @param expected the tenure to admit it in, or {@code null} for the current one
	 * @return the run, or {@code null} if the gate is closed
	 */
	@Nullable Run admit(Task task, @Nullable Tenure expected) {
		Tenure tenure = this.tenure;
		if (tenure == null || tenure.isClosed() || (expected != null && tenure != expected)) {
			return null;
		}
		GatedRun current = GatedRun.current();
		Run run = this.runs.publish(tenure, task);
		if (isOpenFor(tenure, current) && isLeased(tenure, run)) {
			run.admit(current);
			return run;
		}
		run.refuse();
		return null;
	}

	/**
	 * Admit a part of a run.
	 * @param task the task
	 * @param tenure the tenure of the run
	 * @param inFlight whether the run is in flight
	 * @return the part, or {@code null} if the admission of the run does not hold
	 */
	@Nullable Run admitPart(Task task, Tenure tenure, BooleanSupplier inFlight) {
		Run part = this.runs.publishPart(tenure, task);
		if ((tenure.isOpen() || (tenure.mayBeginParts() && inFlight.getAsBoolean())) && isLeased(tenure, part)) {
			part.admitPart();
			return part;
		}
		part.refuse();
		return null;
	}

	/**
	 * Whether the current thread is inside a run of the role.
	 * @return whether a call is a nested one
	 */
	boolean isNested() {
		return this.runs.isNested();
	}

	private boolean isOpenFor(Tenure tenure, @Nullable GatedRun current) {
		return tenure.mayBeOpen() ? !this.runs.isNestedInOther(tenure, current)
				: tenure.isDraining() && this.runs.isNested(tenure);
	}

	private boolean isLeased(Tenure tenure, Run run) {
		if (run.start(tenure)) {
			return true;
		}
		this.onLapse.accept(tenure, RevokeReason.LEASE);
		return false;
	}

	/**
	 * Return why a call was just refused.
	 * @return the reason
	 */
	SkipReason whyClosed() {
		Tenure tenure = this.tenure;
		return (tenure != null && tenure.isPreparing()) ? SkipReason.PREPARING : this.whyClosed;
	}

	private void update() {
		this.whyClosed = this.lapsed ? SkipReason.LEASE : switch (this.state) {
			case STOPPED -> SkipReason.STOPPED;
			case PAUSED -> SkipReason.PAUSED;
			case FAILED -> SkipReason.FAILED;
			case CONNECTING -> SkipReason.DISCONNECTED;
			case FOLLOWER -> this.connected ? SkipReason.FOLLOWER : SkipReason.DISCONNECTED;
			case PREPARING -> SkipReason.PREPARING;
			case LEADER, RELEASING -> SkipReason.RELEASING;
		};
	}

	@Nullable Tenure getTenure() {
		return this.tenure;
	}

	synchronized void setTenure(@Nullable Tenure tenure) {
		this.lapsed = false;
		update();
		this.tenure = tenure;
		if (tenure == null) {
			this.runs.forgetTenure();
		}
	}

	/**
	 * Wait until the gate is open for the current thread.
	 * @param nanos how long to wait at most
	 * @return whether it is open
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean await(long nanos) throws InterruptedException {
		long deadline = System.nanoTime() + nanos;
		synchronized (this.opening) {
			while (openTenure() == null) {
				long remaining = deadline - System.nanoTime();
				if (remaining <= 0) {
					return false;
				}
				TimeUnit.NANOSECONDS.timedWait(this.opening, remaining);
			}
			return true;
		}
	}

	/**
	 * The gate of the current tenure was opened.
	 */
	void opened() {
		synchronized (this.opening) {
			this.opening.notifyAll();
		}
	}

	synchronized void setLapsed() {
		this.lapsed = true;
		update();
	}

	synchronized void setState(LeadershipState state) {
		this.state = state;
		update();
	}

	synchronized void setConnected(boolean connected) {
		this.connected = connected;
		update();
	}

}
