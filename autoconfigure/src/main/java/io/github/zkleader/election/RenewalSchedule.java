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
import java.time.temporal.ChronoUnit;

import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.election.LeaseRenewal.Listener;
import io.github.zkleader.election.SessionLease.Renewal;
import io.github.zkleader.election.SessionTransport.Session;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the outcome of a renewal means for the {@link SessionLease} and how long
 * to wait for the next one. Has neither a thread nor a connection: the outcomes are
 * reported to it one after the other.
 */
final class RenewalSchedule {

	private static final Logger logger = LoggerFactory.getLogger(RenewalSchedule.class);

	private static final long FIRST_RETRY = Duration.ofMillis(50).toNanos();

	private static final long SLOW_RETRY = Duration.ofSeconds(1).toNanos();

	private final SessionLease lease;

	private final LeaseClock clock;

	private final Duration tick;

	private final Listener listener;

	private final WarningLimit warnings;

	private volatile @Nullable String problem;

	private long retry = FIRST_RETRY;

	private boolean basePathCreated;

	RenewalSchedule(SessionLease lease, LeaseClock clock, Duration tick, Listener listener) {
		this.lease = lease;
		this.clock = clock;
		this.tick = tick;
		this.listener = listener;
		this.warnings = new WarningLimit(clock::nanoTime);
	}

	/**
	 * Prepare a renewal. A session timeout that has become shorter counts from now on,
	 * whatever becomes of the renewal.
	 * @param sentNanos the time before anything was asked of the session
	 * @param session the session
	 * @return the renewal, or {@code null} if the session is not established
	 */
	@Nullable Renewal prepare(long sentNanos, Session session) {
		long sessionId = session.id();
		int timeout = session.timeoutMillis();
		if (sessionId == 0 || timeout == 0) {
			return null;
		}
		this.lease.shorten(sessionId, Duration.ofMillis(timeout));
		return new Renewal(sessionId, new Moment(sentNanos, this.clock.currentTimeMillis()), timeout, session.opened());
	}

	/**
	 * There is no session yet.
	 * @return how long to wait in nanoseconds
	 */
	long notEstablished() {
		return FIRST_RETRY;
	}

	/**
	 * The quorum has answered a renewal.
	 * @param renewal the renewal
	 * @param timeoutMillis the negotiated session timeout after the answer
	 * @return how long to wait in nanoseconds: until the period is over, but at least so
	 * long that the ZooKeeper servers have exchanged a PING
	 */
	long answered(Renewal renewal, int timeoutMillis) {
		long answered = this.clock.nanoTime();
		int timeout = Math.min(renewal.timeoutMillis(), timeoutMillis);
		long sent = renewal.sent().nanos();
		long remaining = this.lease.renewed(renewal.withTimeout(timeout));
		if (remaining > 0) {
			this.listener.onLease(renewal.sessionId());
		}
		solved();
		this.listener.onRenewal(answered - sent, null);
		LeaseTiming timing = LeaseTiming.of(Duration.ofMillis(timeout), this.tick);
		long now = this.clock.nanoTime();
		return Math.max(sent + timing.period() - now, answered + timing.pause() - now);
	}

	/**
	 * A renewal was answered by the error that the base path does not exist.
	 * @param sentNanos when it was sent
	 * @param ex the error
	 * @return how long to wait in nanoseconds: not at all if the path has just been
	 * created
	 */
	long basePathMissing(long sentNanos, KeeperException.NoNodeException ex) {
		boolean again = this.basePathCreated;
		this.basePathCreated = this.listener.onBasePathMissing();
		return (this.basePathCreated && !again) ? 0 : failed(sentNanos, 0, ex);
	}

	/**
	 * A renewal has failed.
	 * @param sentNanos when it was sent
	 * @param sessionId the session it was sent for, or {@code 0} if there was none
	 * @param ex the failure
	 * @return how long to wait in nanoseconds
	 */
	long failed(long sentNanos, long sessionId, Exception ex) {
		if (ex instanceof KeeperException.SessionExpiredException
				|| ex instanceof KeeperException.AuthFailedException) {
			this.lease.end(sessionId);
		}
		this.listener.onRenewal(this.clock.nanoTime() - sentNanos, ex);
		String now = describe(ex);
		if (!now.equals(this.problem)) {
			this.problem = now;
			Duration remaining = Duration.ofNanos(this.lease.remaining()).truncatedTo(ChronoUnit.MILLIS);
			logger.atLevel(this.warnings.levelOf(ex.getClass().getName()))
				.addKeyValue(LeaderLogKeys.LEASE_REMAINING, remaining)
				.addKeyValue(LeaderLogKeys.REASON, now)
				.log("The session lease cannot be renewed and lasts {} more: {}", remaining, now);
		}
		return isPassing(ex) ? nextRetry() : SLOW_RETRY;
	}

	private static String describe(Exception ex) {
		if (ex instanceof KeeperException.AuthFailedException) {
			return CampaignFailures.REJECTED;
		}
		String description = ex.getMessage();
		return (description != null) ? description : ex.toString();
	}

	private static boolean isPassing(Exception ex) {
		return ex instanceof KeeperException.ConnectionLossException
				|| ex instanceof KeeperException.OperationTimeoutException
				|| ex instanceof KeeperException.RequestTimeoutException;
	}

	private long nextRetry() {
		long delay = this.retry;
		this.retry = Math.min(2 * delay, SLOW_RETRY);
		return delay;
	}

	private void solved() {
		this.retry = FIRST_RETRY;
		this.basePathCreated = false;
		if (this.problem != null) {
			this.problem = null;
			logger.info("The session lease is renewed again");
		}
	}

	/**
	 * Return what keeps the lease from being renewed.
	 * @return the problem, or {@code null}
	 */
	@Nullable String getProblem() {
		return this.problem;
	}

}
