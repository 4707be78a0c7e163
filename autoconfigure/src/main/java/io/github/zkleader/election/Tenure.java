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

import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import org.jspecify.annotations.Nullable;

/**
 * One verified grant from its start to its end, and its part of the gate. The gate of a
 * tenure opens once and closes once.
 */
final class Tenure {

	private enum Phase {

		PREPARING, OPEN, DRAINING, CLOSED

	}

	private final Term term;

	private final Grant grant;

	private final Candidacy candidacy;

	private final Coordinator coordinator;

	private final ElectionTime time;

	private final long startNanos;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);

	private final AtomicReference<@Nullable RevokeReason> reason = new AtomicReference<>();

	private final InterruptibleCall preparation = new InterruptibleCall();

	private volatile @Nullable Thread preparer;

	private volatile boolean silenced;

	private volatile boolean interrupted;

	Tenure(Term term, Grant grant, Candidacy candidacy, Coordinator coordinator, ElectionTime time) {
		this.term = term;
		this.grant = grant;
		this.candidacy = candidacy;
		this.coordinator = coordinator;
		this.time = time;
		this.startNanos = time.nanoTime();
	}

	Term getTerm() {
		return this.term;
	}

	Grant getGrant() {
		return this.grant;
	}

	Candidacy getCandidacy() {
		return this.candidacy;
	}

	/**
	 * Return the call of the listeners of the grant.
	 * @return the call
	 */
	InterruptibleCall getPreparation() {
		return this.preparation;
	}

	/**
	 * Whether the gate is open for the current thread as far as is known without looking
	 * at the lease.
	 * @return whether it may be open
	 */
	boolean mayBeOpen() {
		Phase phase = this.phase.get();
		return phase == Phase.OPEN || (phase == Phase.PREPARING && Thread.currentThread() == this.preparer);
	}

	boolean isOpen() {
		return this.phase.get() == Phase.OPEN;
	}

	boolean isPreparing() {
		return this.phase.get() == Phase.PREPARING;
	}

	boolean isDraining() {
		return this.phase.get() == Phase.DRAINING;
	}

	boolean isClosed() {
		return this.phase.get() == Phase.CLOSED;
	}

	boolean isLeased() {
		return this.coordinator.isValid(this.grant.sessionId());
	}

	boolean isLeased(long nanoTime, long currentTimeMillis) {
		return this.coordinator.isValid(this.grant.sessionId(), nanoTime, currentTimeMillis);
	}

	/**
	 * Let the current thread, which is about to tell the listeners of the grant, pass
	 * until the gate opens.
	 * @return whether there is still something to tell
	 */
	boolean announce() {
		if (!isPreparing()) {
			return false;
		}
		this.preparer = Thread.currentThread();
		return true;
	}

	/**
	 * Whether listeners were told of the grant, and so have to be told of its end.
	 * @return whether they were told
	 */
	boolean isAnnounced() {
		return this.preparer != null;
	}

	/**
	 * Open the gate after the preparation, unless it was closed meanwhile.
	 * @return whether the gate is open
	 */
	boolean open() {
		return this.phase.compareAndSet(Phase.PREPARING, Phase.OPEN);
	}

	/**
	 * Close the gate on purpose. Nested calls of admitted runs still pass.
	 * @param reason why
	 * @return whether the gate was open or about to open
	 */
	boolean drain(RevokeReason reason) {
		boolean closed = this.phase.compareAndSet(Phase.OPEN, Phase.DRAINING)
				|| this.phase.compareAndSet(Phase.PREPARING, Phase.DRAINING);
		if (closed) {
			this.reason.compareAndSet(null, reason);
		}
		return closed;
	}

	/**
	 * Close the gate by force, for nested calls too.
	 * @param reason why
	 * @return whether it was not closed by force before
	 */
	boolean close(RevokeReason reason) {
		boolean closed = this.phase.getAndSet(Phase.CLOSED) != Phase.CLOSED;
		if (closed) {
			this.reason.compareAndSet(null, reason);
		}
		return closed;
	}

	RevokeReason getReason() {
		RevokeReason reason = this.reason.get();
		return (reason != null) ? reason : RevokeReason.ERROR;
	}

	/**
	 * The runs of this tenure are about to be interrupted.
	 */
	void interrupted() {
		this.interrupted = true;
	}

	/**
	 * Whether runs in flight may still begin new parts.
	 * @return whether they may
	 */
	boolean mayBeginParts() {
		return !isClosed() && !this.interrupted;
	}

	/**
	 * Publish nothing more of this tenure: the application has stopped.
	 */
	void silence() {
		this.silenced = true;
	}

	boolean isSilenced() {
		return this.silenced;
	}

	long elapsedNanos() {
		return this.time.nanoTime() - this.startNanos;
	}

}
