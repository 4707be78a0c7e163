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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Answers whether the session may be taken to be alive, from the local clock alone.
 * <p>
 * A renewal is a transaction without effect that the quorum of the ensemble has
 * committed. The lease is anchored at the moment the renewal <em>two answers back</em>
 * was sent, and lasts for the session timeout <em>T</em> less a margin. In short, why it
 * holds: let renewal <em>k</em> be answered. The answer to <em>k−2</em> precedes the
 * sending of <em>k−1</em>, and at least 0.55 ticks pass until <em>k</em> is sent, so the
 * leading ZooKeeper server has sent a PING to the follower that serves this client in
 * between. The follower's reply carries a touch of the session newer than the sending of
 * <em>k−2</em> and, as both directions are first in first out, the leading server applied
 * it before it committed <em>k</em>. As <em>k</em> passed, the session was not closing:
 * it expires no earlier than <em>T</em> after <em>k−2</em> was sent. A change of the
 * leading server gives every session a fresh <em>T</em>, and a reconnect touches it. The
 * margin covers the buckets in which servers expire sessions and the drift of clocks. It
 * is also the greatest distance of two renewals that count together: a leading server
 * that is starved, and so late with its PINGs, takes longer to commit.
 * <p>
 * A session that was created for this handle needs no such chain: the leading server
 * itself begins to count its <em>T</em> when it is asked to create the session, after the
 * handle was opened, and whoever leads later begins anew. So the lease is anchored at the
 * opening until there are enough renewals; one of them has to be answered all the same,
 * as a server without a quorum makes up a session of its own.
 * <p>
 * An observer that follows a follower, its <em>observer master</em>, hands its touches to
 * that one in the same way, who hands them on. Each hop takes two renewals, so that the
 * anchor is <em>four</em> answers back where there are any.
 * <p>
 * Assumptions: clocks that drift less than the margin; a {@code tickTime} no greater than
 * configured; the same session timeout limits on all servers. A session that this process
 * closes itself ends its lease before the close is sent, see {@link ClosedSessions}. A
 * lease that is anchored at the newest answer, or renewed by a read, does not hold: a
 * ZooKeeper follower that is cut off from its leader answers reads, and forwards writes
 * without touching the session.
 * <p>
 * {@link #isValid} takes no lock and allocates nothing. Everything else is guarded by
 * this object's monitor and never blocks, so that it may be called from ZooKeeper's
 * threads.
 */
final class SessionLease {

	private final LeaseClock clock;

	private final Function<Duration, LeaseTiming> timing;

	private final ClosedSessions closedSessions;

	private final EndListener onEnd;

	private final Deque<Renewal> renewals = new ArrayDeque<>();

	private volatile @Nullable Lease current;

	/**
	 * Create a new lease.
	 * @param clock the clocks
	 * @param tick the tick of the ensemble
	 * @param closedSessions the sessions closed by this process
	 * @param onEnd is told that a lease has ended, once per lease
	 */
	SessionLease(LeaseClock clock, Duration tick, ClosedSessions closedSessions, EndListener onEnd) {
		this(clock, (timeout) -> LeaseTiming.of(timeout, tick), closedSessions, onEnd);
	}

	SessionLease(LeaseClock clock, Function<Duration, LeaseTiming> timing, ClosedSessions closedSessions,
			EndListener onEnd) {
		this.clock = clock;
		this.timing = timing;
		this.closedSessions = closedSessions;
		this.onEnd = onEnd;
	}

	/**
	 * Whether the given session cannot have expired as of the start of this call.
	 * @param sessionId the id of the session
	 * @return whether its lease is valid
	 */
	boolean isValid(long sessionId) {
		Lease lease = this.current;
		return lease != null && lease.sessionId == sessionId && lease.isValid(this.clock);
	}

	/**
	 * Whether the given session cannot have expired when the clock was read, just before
	 * this call.
	 * @param sessionId the id of the session
	 * @param nanoTime what was read
	 * @param currentTimeMillis what was read
	 * @return whether its lease was valid
	 */
	boolean isValid(long sessionId, long nanoTime, long currentTimeMillis) {
		Lease lease = this.current;
		return lease != null && lease.sessionId == sessionId && lease.isValid(nanoTime, currentTimeMillis);
	}

	/**
	 * Whether the lease is valid and the next renewals can still extend it. Otherwise it
	 * may lapse before enough of them have been answered anew.
	 * @param sessionId the id of the session
	 * @return whether the lease is being renewed
	 */
	synchronized boolean isRenewed(long sessionId) {
		Renewal last = this.renewals.peekLast();
		if (last == null || !isValid(sessionId)) {
			return false;
		}
		LeaseTiming timing = this.timing.apply(Duration.ofMillis(last.timeoutMillis));
		int missing = timing.renewals() - this.renewals.size();
		return this.clock.nanoTime() - last.sent.nanos() <= timing.spacing()
				&& (missing == 0 || remaining() > (missing + 1L) * timing.period());
	}

	/**
	 * Take in a renewal that the quorum has answered.
	 * @param renewal the renewal
	 * @return how long the lease now lasts in nanoseconds, or {@code 0} if it takes more
	 * renewals
	 */
	synchronized long renewed(Renewal renewal) {
		if (this.closedSessions.contains(renewal.sessionId)) {
			return 0;
		}
		LeaseTiming timing = this.timing.apply(Duration.ofMillis(renewal.timeoutMillis));
		Renewal previous = this.renewals.peekLast();
		if (previous != null && (previous.sessionId != renewal.sessionId
				|| renewal.sent.nanos() - previous.sent.nanos() > timing.spacing())) {
			this.renewals.clear();
		}
		this.renewals.addLast(renewal);
		if (this.renewals.size() > timing.renewals()) {
			this.renewals.removeFirst();
		}
		shortenTo(timing, renewal.sessionId);
		boolean complete = this.renewals.size() == timing.renewals();
		Moment anchor = complete ? this.renewals.getFirst().sent : renewal.opened;
		if (anchor == null || isAnchoredLater(renewal.sessionId, anchor)) {
			return 0;
		}
		long shortest = this.renewals.stream().mapToLong(Renewal::timeoutMillis).min().orElseThrow();
		long duration = this.timing.apply(Duration.ofMillis(shortest)).duration();
		Lease lease = new Lease(renewal.sessionId, anchor.nanos(), anchor.millis(), duration);
		long remaining = lease.remaining(this.clock);
		if (remaining <= 0) {
			return 0;
		}
		endIfReplacedBy(lease);
		this.current = lease;
		return remaining;
	}

	/**
	 * A shorter session timeout has been negotiated: shorten the lease at once, before
	 * any renewal. The servers count it from the reconnect on, which is later than the
	 * anchor of the lease.
	 * @param sessionId the id of the session
	 * @param sessionTimeout the session timeout
	 */
	synchronized void shorten(long sessionId, Duration sessionTimeout) {
		shortenTo(this.timing.apply(sessionTimeout), sessionId);
	}

	/**
	 * End the lease of a session for good, whatever is answered later.
	 * @param sessionId the id of the session
	 */
	void end(long sessionId) {
		boolean ended;
		synchronized (this) {
			Lease lease = this.current;
			ended = lease != null && lease.sessionId == sessionId;
			if (ended) {
				this.current = null;
			}
			this.renewals.removeIf((renewal) -> renewal.sessionId == sessionId);
		}
		if (ended) {
			this.onEnd.leaseEnded(sessionId, false);
		}
	}

	/**
	 * End the lease if it has lapsed. Called by a timer of its own and between renewals:
	 * nobody need ask {@link #isValid} for work in flight to be stopped.
	 * @return how long the lease lasts in nanoseconds, or {@code 0} if there is none
	 */
	long endIfLapsed() {
		Lease lease = this.current;
		if (lease == null) {
			return 0;
		}
		long remaining = lease.remaining(this.clock);
		if (remaining > 0) {
			return remaining;
		}
		boolean ended;
		synchronized (this) {
			ended = lease.equals(this.current);
			if (ended) {
				this.current = null;
			}
		}
		if (ended) {
			this.onEnd.leaseEnded(lease.sessionId, true);
		}
		return 0;
	}

	/**
	 * Return how long the lease lasts without any further answer.
	 * @return the time in nanoseconds, {@code 0} if there is no valid lease
	 */
	long remaining() {
		Lease lease = this.current;
		return (lease != null) ? Math.max(0, lease.remaining(this.clock)) : 0;
	}

	private boolean isAnchoredLater(long sessionId, Moment anchor) {
		Lease lease = this.current;
		return lease != null && lease.sessionId == sessionId && lease.anchorNanos > anchor.nanos();
	}

	private void shortenTo(LeaseTiming timing, long sessionId) {
		Lease lease = this.current;
		if (lease != null && lease.sessionId == sessionId && timing.duration() < lease.duration) {
			this.current = new Lease(sessionId, lease.anchorNanos, lease.anchorMillis, timing.duration());
		}
	}

	private void endIfReplacedBy(Lease lease) {
		Lease old = this.current;
		if (old != null && old.sessionId != lease.sessionId) {
			this.current = null;
			this.onEnd.leaseEnded(old.sessionId, false);
		}
	}

	/**
	 * Is told that a lease has ended, on the thread that noticed. Must not block.
	 */
	@FunctionalInterface
	interface EndListener {

		/**
		 * The lease of a session has ended.
		 * @param sessionId the id of the session
		 * @param lapsed whether it has lapsed rather than been ended
		 */
		void leaseEnded(long sessionId, boolean lapsed);

	}

	/**
	 * A renewal that was answered.
	 *
	 * @param sessionId the session
	 * @param sent when it was sent
	 * @param timeoutMillis the negotiated session timeout, the shorter one of before and
	 * after
	 * @param opened a moment before the session was created, if one is known
	 */
	record Renewal(long sessionId, Moment sent, int timeoutMillis, @Nullable Moment opened) {

		Renewal withTimeout(int timeoutMillis) {
			return new Renewal(this.sessionId, this.sent, timeoutMillis, this.opened);
		}

	}

	private record Lease(long sessionId, long anchorNanos, long anchorMillis, long duration) {

		boolean isValid(LeaseClock clock) {
			return isValid(clock.nanoTime(), clock.currentTimeMillis());
		}

		boolean isValid(long nanoTime, long currentTimeMillis) {
			return nanoTime - this.anchorNanos < this.duration
					&& (currentTimeMillis - this.anchorMillis) * 1_000_000 < this.duration;
		}

		long remaining(LeaseClock clock) {
			return this.duration - Math.max(clock.nanoTime() - this.anchorNanos,
					(clock.currentTimeMillis() - this.anchorMillis) * 1_000_000);
		}

	}

}
