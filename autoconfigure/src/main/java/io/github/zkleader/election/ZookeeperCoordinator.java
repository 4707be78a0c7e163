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

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates by a ZooKeeper ensemble: one {@link Elector} elects, and one
 * {@link SessionLease} for all roles says for how long that can be relied upon.
 */
final class ZookeeperCoordinator implements Coordinator, ConnectionStateListener, LeaseRenewal.Listener {

	private static final Log logger = LogFactory.getLog(ZookeeperCoordinator.class);

	private static final Set<ElectorKey> ELECTORS = ConcurrentHashMap.newKeySet();

	private static final String UNMANAGED = "the client is the application's own: a connection string that is "
			+ "replaced, and a session that is closed before the elections stop, are not covered by the lease";

	private static final Duration RESET_INTERVAL = Duration.ofSeconds(1);

	private final CuratorFramework client;

	private final SessionSettings session;

	private final ElectionSettings settings;

	private final ClosedSessions closedSessions;

	private final LockZnodes lockZnodes;

	private final Znodes znodes;

	private final Candidacies candidacies;

	private final LeaseClock leaseClock;

	private final SessionLease lease;

	private final LeaseDemand demand = new LeaseDemand(this::leaseNeeded);

	private final LongConsumer onSessionClosed;

	private volatile @Nullable LeaseRenewal renewal;

	private volatile @Nullable Listener listener;

	private volatile ConnectionStatus.State state = ConnectionStatus.State.NONE;

	private volatile long unusableSince = System.nanoTime();

	private volatile long sessionId;

	private volatile long lastReset = System.nanoTime() - RESET_INTERVAL.toNanos();

	private volatile Duration sessionTimeout;

	ZookeeperCoordinator(CuratorFramework client, SessionSettings session, ClosedSessions closedSessions,
			ElectionSettings settings, Clock clock, LeaseClock leaseClock) {
		this.client = client;
		this.session = session;
		this.settings = settings;
		this.closedSessions = closedSessions;
		this.lockZnodes = new LockZnodes(client, clock);
		this.znodes = new Znodes(client);
		this.candidacies = switch (settings.elector()) {
			case INITIATOR -> new InitiatorCandidacies(settings, client, this.lockZnodes, this.znodes);
			case DIRECT -> new DirectCandidacies(settings, client, this.lockZnodes, this.znodes);
		};
		this.sessionTimeout = session.sessionTimeout();
		this.leaseClock = leaseClock;
		this.lease = new SessionLease(leaseClock, session::timing, closedSessions, this::leaseEnded);
		this.onSessionClosed = this.lease::end;
	}

	@Override
	public void start(Listener listener) {
		this.listener = listener;
		this.state = ConnectionStatus.State.CONNECTING;
		this.closedSessions.addListener(this.onSessionClosed);
		this.client.getConnectionStateListenable().addListener(this);
		LeaseRenewal renewal = new LeaseRenewal(new CuratorSessionTransport(this.client, this.settings.path()),
				this.lease, this.leaseClock, this.session.tick(), () -> !isConnected() || this.demand.isNeeded(), this);
		this.renewal = renewal;
		renewal.start();
		if (this.client.getZookeeperClient().isConnected()) {
			stateChanged(this.client, ConnectionState.CONNECTED);
		}
	}

	@Override
	public void stop() {
		this.client.getConnectionStateListenable().removeListener(this);
		this.closedSessions.removeListener(this.onSessionClosed);
		LeaseRenewal renewal = this.renewal;
		if (renewal != null) {
			renewal.stop();
		}
		this.lease.end(this.sessionId);
		this.state = ConnectionStatus.State.NONE;
	}

	@Override
	public void stateChanged(CuratorFramework client, ConnectionState newState) {
		Listener listener = this.listener;
		if (listener == null) {
			return;
		}
		switch (newState) {
			case CONNECTED, RECONNECTED -> {
				this.sessionId = currentSessionId();
				negotiated(client.getZookeeperClient().getLastNegotiatedSessionTimeoutMs());
				this.state = ConnectionStatus.State.CONNECTED;
				LeaseRenewal renewal = this.renewal;
				if (renewal != null) {
					renewal.connected();
				}
				listener.onConnected();
			}
			case SUSPENDED -> {
				unusable(ConnectionStatus.State.SUSPENDED);
				listener.onSuspended();
			}
			case READ_ONLY -> {
				unusable(ConnectionStatus.State.READ_ONLY);
				listener.onLost();
			}
			case LOST -> {
				unusable(ConnectionStatus.State.LOST);
				listener.onLost();
			}
		}
	}

	private long currentSessionId() {
		try {
			return this.client.getZookeeperClient().getZooKeeper().getSessionId();
		}
		catch (Exception ex) {
			logger.debug("The client has no session any more", ex);
			return 0;
		}
	}

	/**
	 * The servers have set a session timeout, which may be shorter than the one before if
	 * their limits differ.
	 * @param timeoutMillis the session timeout, or {@code 0} if it is not known
	 */
	private void negotiated(int timeoutMillis) {
		if (timeoutMillis <= 0) {
			return;
		}
		Duration before = this.sessionTimeout;
		Duration timeout = Duration.ofMillis(timeoutMillis);
		this.sessionTimeout = timeout;
		if (timeout.compareTo(before) < 0) {
			this.lease.shorten(this.sessionId, timeout);
			logger.warn("The ZooKeeper server allows a session timeout of " + timeout + ", less than " + before
					+ ": the session lease is shorter from now on. Set the same maxSessionTimeout on all servers, "
					+ "and leader.zookeeper.session-timeout to no more than that");
		}
	}

	private void unusable(ConnectionStatus.State state) {
		if (isConnected()) {
			this.unusableSince = System.nanoTime();
		}
		this.state = state;
	}

	@Override
	public boolean isConnected() {
		return this.state == ConnectionStatus.State.CONNECTED;
	}

	@Override
	public boolean isValid(long sessionId) {
		return this.lease.isValid(sessionId);
	}

	@Override
	public boolean isValid(long sessionId, long nanoTime, long currentTimeMillis) {
		return this.lease.isValid(sessionId, nanoTime, currentTimeMillis);
	}

	@Override
	public LeaseClock getClock() {
		return this.leaseClock;
	}

	@Override
	public boolean isRenewed(long sessionId) {
		return this.lease.isRenewed(sessionId);
	}

	@Override
	public long leaseRemaining() {
		return this.lease.remaining();
	}

	@Override
	public long leaseTimeout() {
		LeaseTiming timing = this.session.timing(this.session.sessionTimeout());
		return Math.max(this.session.sessionTimeout().toNanos(), (timing.renewals() + 2) * timing.period());
	}

	@Override
	public ConnectionStatus getStatus() {
		ConnectionStatus.State state = this.state;
		long sessionId = this.sessionId;
		long remaining = this.lease.remaining();
		int negotiated = this.client.getZookeeperClient().getLastNegotiatedSessionTimeoutMs();
		LeaseRenewal renewal = this.renewal;
		String problem = (renewal != null) ? renewal.getProblem() : null;
		return new ConnectionStatus(state, this.session.connectString(),
				(sessionId != 0) ? "0x" + Long.toHexString(sessionId) : null,
				(negotiated > 0) ? Duration.ofMillis(negotiated) : null,
				(remaining > 0) ? Duration.ofNanos(remaining) : null,
				isConnected() ? null : Duration.ofNanos(System.nanoTime() - this.unusableSince),
				(problem != null || this.session.managed()) ? problem : UNMANAGED);
	}

	@Override
	public void probe(String role) throws CampaignException, InterruptedException {
		this.candidacies.probe(role);
	}

	@Override
	public Candidacy candidacy(String role) throws CampaignException {
		ElectorKey key = new ElectorKey(this.client, this.settings.rolePath(role));
		if (!ELECTORS.add(key)) {
			throw new CampaignException("another application context of this JVM elects " + key.path()
					+ " with the same client: give one of them its own leader.path or client");
		}
		this.demand.joined(role);
		return this.candidacies.create(role, key.path(), () -> {
			this.demand.left(role);
			ELECTORS.remove(key);
		});
	}

	@Override
	public void elected(String role) {
		this.demand.elected(role);
	}

	@Override
	public Candidates look(String role, Candidates known, boolean withParticipants, QueueListener listener)
			throws Exception {
		boolean farBack = false;
		try {
			Candidates candidates = this.lockZnodes.look(this.settings.rolePath(role), known, withParticipants,
					this.demand.isCandidate(role), new QueueWatcher(listener));
			farBack = candidates.farBack() != null;
			return candidates;
		}
		finally {
			this.demand.seen(role, farBack);
		}
	}

	@Override
	public TickStore ticks(String role) {
		return new ZookeeperTickStore(this.client, this.znodes, this.settings, role);
	}

	@Override
	public void hold(Grant grant, Runnable onGone) {
		LeaseRenewal renewal = this.renewal;
		if (renewal != null) {
			renewal.track(grant.znode(), onGone);
		}
	}

	@Override
	public void letGo(Grant grant) {
		LeaseRenewal renewal = this.renewal;
		if (renewal != null) {
			renewal.untrack(grant.znode());
		}
	}

	@Override
	public void onLease(long sessionId) {
		this.sessionId = sessionId;
	}

	private void leaseNeeded() {
		LeaseRenewal renewal = this.renewal;
		if (renewal != null) {
			renewal.wake();
		}
	}

	@Override
	public void onRenewal(long nanos, @Nullable Exception failure) {
		if (failure instanceof KeeperException.AuthFailedException && this.session.managed()) {
			reset();
		}
		Listener listener = this.listener;
		if (listener != null) {
			listener.onRenewal(nanos, failure);
		}
	}

	/**
	 * A handle whose credentials were rejected never connects again, and Curator leaves
	 * it at that. The servers may know the credentials later. Tried once a second at
	 * most.
	 */
	private void reset() {
		long now = System.nanoTime();
		if (now - this.lastReset < RESET_INTERVAL.toNanos()) {
			return;
		}
		this.lastReset = now;
		try {
			this.client.getZookeeperClient().reset();
		}
		catch (Exception ex) {
			logger.debug("The client cannot be reset", ex);
		}
	}

	@Override
	public boolean onBasePathMissing() {
		try {
			this.znodes.create(this.settings.path(), CreateMode.PERSISTENT);
			return true;
		}
		catch (CampaignException ex) {
			logger.debug("The base path cannot be created", ex);
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void leaseEnded(long sessionId, boolean lapsed) {
		Listener listener = this.listener;
		if (listener != null) {
			listener.onLeaseEnd(sessionId, lapsed);
		}
	}

	private record ElectorKey(CuratorFramework client, String path) {

	}

}
