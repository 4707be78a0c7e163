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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.zkleader.election.SessionLease.Renewal;
import io.github.zkleader.election.SimulatedServer.Type;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * A process with a lease: the real {@link SessionLease}, renewed by the real
 * {@link RenewalSchedule}. What {@link LeaseRenewal} does with threads is done in steps
 * here, and the process may be stopped between any two of them.
 */
final class SimulatedClient extends SimulatedProcess implements LeaseClock, LeaseRenewal.Listener {

	private static final long PROMPT = 2 * SimulatedTime.MILLISECOND;

	private static final long LONGEST_LOOK = Duration.ofSeconds(1).toNanos();

	private final SimulatedEnsemble ensemble;

	private final LeaseMutation mutation;

	private final ClosedSessions closedSessions = new ClosedSessions();

	private final SessionLease lease;

	private final RenewalSchedule schedule;

	private final Set<Long> gone = new HashSet<>();

	private Handle handle;

	private @Nullable Attempt attempt;

	private long open;

	private int looks;

	private double hesitation;

	private long frozen;

	private long frozenSince = -1;

	private long wallOffset;

	private long clocksOddAt;

	private @Nullable String violation;

	private int ends;

	SimulatedClient(SimulatedEnsemble ensemble, Duration tick, boolean observerMaster, LeaseMutation mutation) {
		super(ensemble.time);
		this.ensemble = ensemble;
		this.mutation = mutation;
		this.lease = mutation.lease(this, tick, observerMaster, this.closedSessions, this::leaseEnded);
		this.schedule = new RenewalSchedule(this.lease, this, tick, this);
		if (mutation != LeaseMutation.NO_CLOSING_HOOK) {
			this.closedSessions.addListener(this.lease::end);
		}
		this.handle = new Handle(moment());
		connect();
		keepAlive();
		renew();
	}

	// Faults

	void hesitate(double probability) {
		this.hesitation = probability;
	}

	void block(long duration, boolean up, boolean down) {
		SimulatedConnection connection = this.handle.connection;
		if (connection != null) {
			connection.block(duration, up, down);
		}
	}

	void slowLink(long latency) {
		SimulatedConnection connection = this.handle.connection;
		if (connection != null) {
			connection.slow(latency);
		}
	}

	void dropConnection() {
		SimulatedConnection connection = this.handle.connection;
		if (connection != null) {
			connection.closeByClient();
			disconnected(connection);
		}
	}

	/**
	 * Suspend the machine: {@code nanoTime} stands still.
	 */
	void suspend(long duration) {
		if (this.frozenSince < 0) {
			this.clocksOddAt = this.time.now() + duration;
			this.frozenSince = local();
			pause(duration);
			this.time.after(duration, () -> {
				this.frozen += local() - this.frozenSince;
				this.frozenSince = -1;
			});
		}
	}

	void stepWallClock(long step) {
		this.clocksOddAt = this.time.now();
		this.wallOffset += step;
	}

	/**
	 * Close the session and go on with another one.
	 */
	void closeSession() {
		run(() -> {
			Handle handle = this.handle;
			SimulatedConnection connection = handle.connection;
			if (handle.sessionId == 0 || connection == null) {
				return;
			}
			this.closedSessions.close(handle.sessionId);
			connection.request(Type.CLOSE, handle.sessionId);
			this.handle = new Handle(moment());
			this.time.after(Duration.ofSeconds(1).toNanos(), () -> disconnected(connection));
			connect();
			check();
		});
	}

	SimulatedServer server() {
		SimulatedConnection connection = this.handle.connection;
		return (connection != null) ? connection.server() : this.ensemble.servers.get(0);
	}

	// Clocks

	@Override
	public long nanoTime() {
		return ((this.frozenSince < 0) ? local() : this.frozenSince) - this.frozen;
	}

	@Override
	public long currentTimeMillis() {
		return (local() + this.wallOffset) / SimulatedTime.MILLISECOND;
	}

	// Renewals

	private void renew() {
		long sent = nanoTime();
		hesitate(() -> {
			Handle handle = this.handle;
			Renewal renewal = this.schedule.prepare(sent, handle);
			SimulatedConnection connection = handle.connection;
			if (renewal == null) {
				next(this.schedule.notEstablished());
			}
			else if (connection == null || !handle.established) {
				failed(renewal, new KeeperException.ConnectionLossException());
			}
			else {
				this.attempt = new Attempt(renewal, handle, connection);
				connection.request((this.mutation == LeaseMutation.READ) ? Type.READ : Type.CHECK, handle.sessionId);
			}
		});
	}

	void answered(SimulatedConnection connection, boolean passed) {
		heard(connection);
		Attempt attempt = this.attempt;
		if (attempt == null || attempt.connection != connection) {
			return;
		}
		this.attempt = null;
		hesitate(() -> {
			if (passed) {
				long delay = this.schedule.answered(attempt.renewal, attempt.handle.timeoutMillis());
				for (int i = 1; i < this.mutation.timesTakenIn(); i++) {
					if (this.lease.renewed(attempt.renewal) > 0) {
						onLease(attempt.renewal.sessionId());
					}
				}
				next(delay);
			}
			else {
				expired(attempt.handle);
				failed(attempt.renewal, new KeeperException.SessionExpiredException());
			}
		});
	}

	private void failed(Renewal renewal, Exception failure) {
		next(this.schedule.failed(renewal.sent().nanos(), renewal.sessionId(), failure));
	}

	private void next(long delay) {
		watchLapse();
		check();
		renewAt(nanoTime() + delay);
	}

	private void renewAt(long deadline) {
		long remaining = deadline - nanoTime();
		if (remaining > 0) {
			after(remaining, () -> renewAt(deadline));
		}
		else {
			renew();
		}
	}

	private void hesitate(Runnable step) {
		if (this.hesitation > 0 && this.time.chance(this.hesitation)) {
			pause(this.time.between(0, this.ensemble.sessionTimeout));
		}
		run(step);
	}

	private void watchLapse() {
		long remaining = this.lease.endIfLapsed();
		int look = ++this.looks;
		if (remaining > 0 && this.mutation != LeaseMutation.NO_LAPSE_TIMER) {
			lookAt(nanoTime() + Math.min(remaining, LONGEST_LOOK), look);
		}
	}

	private void lookAt(long deadline, int look) {
		after(Math.max(0, deadline - nanoTime()), () -> {
			if (look != this.looks) {
				return;
			}
			if (nanoTime() < deadline) {
				lookAt(deadline, look);
			}
			else {
				watchLapse();
			}
		});
	}

	// The connection

	private void connect() {
		Handle handle = this.handle;
		SimulatedConnection connection = new SimulatedConnection(this, this.ensemble.anyServer());
		handle.connection = connection;
		handle.heard = this.time.now();
		handle.established = false;
		connection.open(handle.sessionId);
	}

	void established(SimulatedConnection connection, long sessionId, boolean valid) {
		heard(connection);
		Handle handle = this.handle;
		if (handle.connection != connection) {
			return;
		}
		if (valid) {
			if (handle.sessionId == 0 && this.mutation == LeaseMutation.LATE_OPENING) {
				handle.opened = moment();
			}
			handle.sessionId = sessionId;
			handle.established = true;
		}
		else {
			expired(handle);
		}
	}

	private void expired(Handle handle) {
		if (this.handle == handle) {
			this.handle = new Handle(moment());
			connect();
		}
	}

	void heard(SimulatedConnection connection) {
		if (this.handle.connection == connection) {
			this.handle.heard = this.time.now();
		}
	}

	void disconnected(SimulatedConnection connection) {
		run(() -> {
			Handle handle = this.handle;
			if (handle.connection == connection) {
				handle.connection = null;
				after(this.time.between(0, 500) * SimulatedTime.MILLISECOND, () -> {
					if (this.handle == handle) {
						connect();
					}
				});
			}
			Attempt attempt = this.attempt;
			if (attempt != null && attempt.connection == connection) {
				this.attempt = null;
				failed(attempt.renewal, new KeeperException.ConnectionLossException());
			}
		});
	}

	private void keepAlive() {
		Handle handle = this.handle;
		SimulatedConnection connection = handle.connection;
		long timeout = this.ensemble.sessionTimeout;
		if (connection != null) {
			if (this.time.now() - handle.heard > timeout * 2 / 3) {
				dropConnection();
			}
			else if (handle.established) {
				connection.ping(handle.sessionId);
			}
		}
		after(timeout / 4, this::keepAlive);
	}

	// What is checked

	boolean isLeaseValid() {
		return this.lease.remaining() > 0;
	}

	int ends() {
		return this.ends;
	}

	@Nullable String violation() {
		return this.violation;
	}

	void sessionGone(long sessionId) {
		this.gone.add(sessionId);
		checkGone(sessionId);
	}

	private void check() {
		this.gone.forEach(this::checkGone);
		long remaining = this.lease.remaining();
		if (remaining > 0) {
			after(remaining + grace(), this::checkLapseNoticed);
		}
	}

	private long grace() {
		return PROMPT + ((this.clocksOddAt > 0) ? 2 * LONGEST_LOOK : 0);
	}

	private void checkLapseNoticed() {
		ifUnnoticed(() -> after(PROMPT, () -> ifUnnoticed(
				() -> violated("nobody was told that the lease of session " + this.open + " has lapsed"))));
	}

	private void ifUnnoticed(Runnable action) {
		long earliest = Math.max(pausedUntil(), this.clocksOddAt) + grace();
		if (this.time.now() < earliest) {
			this.time.at(earliest, () -> run(() -> ifUnnoticed(action)));
		}
		else if (this.open != 0 && this.lease.remaining() == 0) {
			action.run();
		}
	}

	private void checkGone(long sessionId) {
		if (this.lease.isValid(sessionId)) {
			violated("the lease of session " + sessionId + ", which is gone, is valid for "
					+ Duration.ofNanos(this.lease.remaining()).toMillis() + " ms");
		}
	}

	private void violated(String violation) {
		if (this.violation == null) {
			this.violation = violation + " at " + Duration.ofNanos(this.time.now());
		}
	}

	private void leaseEnded(long sessionId, boolean lapsed) {
		if (this.open != sessionId) {
			violated("told twice that the lease of session " + sessionId + " has ended");
		}
		this.open = 0;
		this.ends++;
	}

	@Override
	public void onLease(long sessionId) {
		this.open = sessionId;
	}

	@Override
	public void onRenewal(long nanos, @Nullable Exception failure) {
	}

	@Override
	public boolean onBasePathMissing() {
		throw new IllegalStateException();
	}

	private record Attempt(Renewal renewal, Handle handle, SimulatedConnection connection) {

	}

	private final class Handle implements SessionTransport.Session {

		private Moment opened;

		private long sessionId;

		private @Nullable SimulatedConnection connection;

		private long heard;

		private boolean established;

		Handle(Moment opened) {
			this.opened = opened;
		}

		@Override
		public long id() {
			return this.sessionId;
		}

		@Override
		public int timeoutMillis() {
			return (int) Duration.ofNanos(SimulatedClient.this.ensemble.sessionTimeout).toMillis();
		}

		@Override
		public Moment opened() {
			return this.opened;
		}

		@Override
		public List<String> commit(List<String> znodes) {
			throw new UnsupportedOperationException();
		}

	}

}
