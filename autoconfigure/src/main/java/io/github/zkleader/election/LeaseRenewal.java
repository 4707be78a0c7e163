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
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.zkleader.election.SessionLease.Renewal;
import io.github.zkleader.election.SessionTransport.Session;
import io.github.zkleader.election.Timer.Alarm;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Renews a {@link SessionLease} from one thread, one renewal at a time and as long as it
 * is needed, and ends it from another when it lapses: a renewal may be blocked for long
 * by a server that is silent. The renewals also tell whether the own lock znodes are
 * still there.
 */
final class LeaseRenewal {

	private static final long LONGEST_LOOK = Duration.ofSeconds(1).toNanos();

	private final SessionTransport transport;

	private final SessionLease lease;

	private final LeaseClock clock;

	private final BooleanSupplier needed;

	private final RenewalSchedule schedule;

	private final OwnZnodes znodes = new OwnZnodes();

	private final Timer lapseTimer;

	private final Thread thread;

	private volatile boolean running = true;

	private volatile boolean connected;

	private boolean answered;

	private Alarm lapse = () -> {
	};

	LeaseRenewal(SessionTransport transport, SessionLease lease, LeaseClock clock, Duration tick,
			BooleanSupplier needed, Listener listener) {
		this.transport = transport;
		this.lease = lease;
		this.clock = clock;
		this.needed = needed;
		this.schedule = new RenewalSchedule(lease, clock, tick, listener);
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
	 * There is a connection, perhaps again: renew once, whether the lease is needed or
	 * not, and if the last renewal was not answered, wait no longer for the next one. The
	 * lease may have become shorter.
	 */
	void connected() {
		watchLapse();
		this.connected = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * The lease may be needed from now on.
	 */
	void wake() {
		LockSupport.unpark(this.thread);
	}

	/**
	 * Watch an own znode from the next renewal on.
	 * @param znode the full path
	 * @param onGone called on the renewal thread when it is gone; must not block
	 */
	void track(String znode, Runnable onGone) {
		this.znodes.add(znode, onGone);
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
		return this.schedule.getProblem();
	}

	private void renewUntilStopped() {
		while (this.running) {
			try {
				long delay = renew(this.clock.nanoTime());
				watchLapse();
				pause(System.nanoTime() + delay);
			}
			catch (InterruptedException ex) {
				// Either stopped, or somebody else's: asked again
			}
		}
	}

	private long renew(long sent) throws InterruptedException {
		Renewal renewal = null;
		this.answered = false;
		try {
			Session session = this.transport.session();
			renewal = this.schedule.prepare(sent, session);
			if (renewal == null) {
				return this.schedule.notEstablished();
			}
			List<String> gone = session.commit(this.znodes.nextSlice());
			this.answered = true;
			long delay = this.schedule.answered(renewal, session.timeoutMillis());
			gone.forEach(this.znodes::gone);
			return delay;
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (KeeperException.NoNodeException ex) {
			return this.schedule.basePathMissing(sent, ex);
		}
		catch (Exception ex) {
			return this.running ? this.schedule.failed(sent, (renewal != null) ? renewal.sessionId() : 0, ex) : 0;
		}
	}

	private void pause(long deadline) {
		long remaining = deadline - System.nanoTime();
		while (this.running && !(this.connected && !this.answered) && (remaining > 0 || !isDue())) {
			if (remaining > 0) {
				LockSupport.parkNanos(remaining);
			}
			else {
				LockSupport.park();
			}
			Thread.interrupted();
			remaining = deadline - System.nanoTime();
		}
		this.connected = false;
	}

	private boolean isDue() {
		return !this.answered || this.connected || this.needed.getAsBoolean();
	}

	/**
	 * The timer's clock stands still while the machine is suspended and knows nothing of
	 * the wall clock, so that it looks more often than once.
	 */
	private void watchLapse() {
		long remaining = this.lease.endIfLapsed();
		synchronized (this.lapseTimer) {
			this.lapse.off();
			if (remaining > 0) {
				this.lapse = this.lapseTimer.after(Duration.ofNanos(Math.min(remaining, LONGEST_LOOK)),
						this::watchLapse);
			}
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
