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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import io.github.zkleader.election.SessionLease.Renewal;
import io.github.zkleader.election.SessionTransport.Session;
import io.github.zkleader.election.Timer.Alarm;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Renews a {@link SessionLease} from one thread, one renewal at a time, and ends it from
 * another when it lapses: a renewal may be blocked for long by a server that is silent.
 * The renewals also tell whether the own lock znodes are still there.
 */
final class LeaseRenewal {

	private static final Log logger = LogFactory.getLog(LeaseRenewal.class);

	private static final int SLICE = 64;

	private static final long FIRST_RETRY = Duration.ofMillis(50).toNanos();

	private static final long SLOW_RETRY = Duration.ofSeconds(1).toNanos();

	private final SessionTransport transport;

	private final SessionLease lease;

	private final LeaseClock clock;

	private final Duration tick;

	private final Listener listener;

	private final Map<String, Runnable> znodes = new ConcurrentHashMap<>();

	private final Timer lapseTimer;

	private final Thread thread;

	private volatile boolean running = true;

	private volatile @Nullable String problem;

	private Alarm lapse = () -> {
	};

	private int slice;

	LeaseRenewal(SessionTransport transport, SessionLease lease, LeaseClock clock, Duration tick, Listener listener) {
		this.transport = transport;
		this.lease = lease;
		this.clock = clock;
		this.tick = tick;
		this.listener = listener;
		this.lapseTimer = new Timer("zkleader-lapse");
		this.thread = Threads.daemon("zkleader-lease", this::renewUntilStopped);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Renew no more. The lease lasts until it lapses or is ended; the threads end.
	 */
	void stop() {
		this.running = false;
		this.thread.interrupt();
		this.lapseTimer.close();
	}

	/**
	 * Watch an own znode from the next renewal on.
	 * @param znode the full path
	 * @param onGone called on the renewal thread when it is gone; must not block
	 */
	void track(String znode, Runnable onGone) {
		this.znodes.put(znode, onGone);
	}

	/**
	 * Watch an own znode no longer. To be called before it is deleted.
	 * @param znode the full path
	 */
	void untrack(String znode) {
		this.znodes.remove(znode);
	}

	/**
	 * Return what keeps the lease from being renewed.
	 * @return the problem, or {@code null}
	 */
	@Nullable String getProblem() {
		return this.problem;
	}

	private void renewUntilStopped() {
		long retry = FIRST_RETRY;
		while (this.running) {
			long sent = this.clock.nanoTime();
			long delay;
			try {
				delay = renew(sent);
				retry = FIRST_RETRY;
				solved();
			}
			catch (InterruptedException ex) {
				continue;
			}
			catch (KeeperException.NoNodeException ex) {
				delay = this.listener.onBasePathMissing() ? 0 : failed(sent, ex, SLOW_RETRY);
			}
			catch (KeeperException.ConnectionLossException | KeeperException.OperationTimeoutException ex) {
				delay = failed(sent, ex, retry);
				retry = Math.min(2 * retry, SLOW_RETRY);
			}
			catch (Exception ex) {
				delay = failed(sent, ex, SLOW_RETRY);
			}
			this.lease.endIfLapsed();
			pause(System.nanoTime() + delay);
		}
	}

	private void pause(long deadline) {
		long remaining = deadline - System.nanoTime();
		while (this.running && remaining > 0) {
			LockSupport.parkNanos(remaining);
			Thread.interrupted();
			remaining = deadline - System.nanoTime();
		}
	}

	private long renew(long sent) throws Exception {
		Session session = this.transport.session();
		long sessionId = session.id();
		int timeoutBefore = session.timeoutMillis();
		if (sessionId == 0 || timeoutBefore == 0) {
			return FIRST_RETRY;
		}
		long sentMillis = this.clock.currentTimeMillis();
		List<String> own = nextSlice();
		List<String> gone;
		try {
			gone = session.commit(own);
		}
		catch (KeeperException.SessionExpiredException | KeeperException.AuthFailedException ex) {
			this.lease.end(sessionId);
			throw ex;
		}
		long answered = this.clock.nanoTime();
		int timeout = Math.min(timeoutBefore, session.timeoutMillis());
		long remaining = this.lease.renewed(new Renewal(sessionId, sent, sentMillis, timeout));
		if (remaining > 0) {
			armLapseTimer(remaining);
			this.listener.onLease(sessionId);
		}
		gone.forEach(this::gone);
		this.listener.onRenewal(answered - sent, null);
		LeaseTiming timing = LeaseTiming.of(Duration.ofMillis(timeout), this.tick);
		long now = this.clock.nanoTime();
		return Math.max(sent + timing.period() - now, answered + timing.pause() - now);
	}

	private List<String> nextSlice() {
		List<String> all = List.copyOf(this.znodes.keySet());
		if (all.size() <= SLICE) {
			return all;
		}
		int from = this.slice * SLICE;
		if (from >= all.size()) {
			from = 0;
			this.slice = 0;
		}
		this.slice++;
		return all.subList(from, Math.min(from + SLICE, all.size()));
	}

	private void gone(String znode) {
		Runnable onGone = this.znodes.remove(znode);
		if (onGone != null) {
			onGone.run();
		}
	}

	private void armLapseTimer(long remaining) {
		this.lapse.off();
		this.lapse = this.lapseTimer.after(Duration.ofNanos(remaining), this.lease::endIfLapsed);
	}

	private long failed(long sent, Exception ex, long delay) {
		if (!this.running) {
			return 0;
		}
		this.listener.onRenewal(this.clock.nanoTime() - sent, ex);
		String description = ex.getMessage();
		String now = (description != null) ? description : ex.toString();
		if (!now.equals(this.problem)) {
			this.problem = now;
			logger.warn("The session lease cannot be renewed and lasts "
					+ Duration.ofNanos(this.lease.remaining()).truncatedTo(ChronoUnit.MILLIS) + " more: " + now);
		}
		return delay;
	}

	private void solved() {
		if (this.problem != null) {
			this.problem = null;
			logger.info("The session lease is renewed again");
		}
	}

	/**
	 * Is told how the renewal goes, on its thread. Must not block.
	 */
	interface Listener {

		/**
		 * The lease of a session is valid.
		 * @param sessionId the id of the session
		 */
		void onLease(long sessionId);

		/**
		 * A renewal was answered or failed.
		 * @param nanos how long it took
		 * @param failure what went wrong, or {@code null}
		 */
		void onRenewal(long nanos, @Nullable Exception failure);

		/**
		 * The base path does not exist. May take a while.
		 * @return whether it exists now
		 */
		boolean onBasePathMissing();

	}

}
