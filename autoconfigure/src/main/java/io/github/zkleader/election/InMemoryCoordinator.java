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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ConnectionStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * The session of one instance with an {@link InMemoryEnsemble}, whose monitor guards it,
 * under the same {@link SessionLease} as a session with ZooKeeper.
 */
final class InMemoryCoordinator implements Coordinator {

	private static final int RENEWALS_OF_A_LEASE = 3;

	private final InMemoryEnsemble ensemble;

	private final String id;

	private final Duration sessionTimeout;

	private final SessionLease lease;

	private final Map<String, Runnable> held = new HashMap<>();

	private final Set<InMemoryCandidacy> candidacies = new LinkedHashSet<>();

	private @Nullable Listener listener;

	private long lastContact;

	private boolean sessionExpired;

	private boolean reachable = true;

	private final AtomicLong stoodStill = new AtomicLong();

	private volatile long sessionId = InMemoryEnsemble.nextTransaction();

	private volatile State state = State.NONE;

	private volatile long unusableSince;

	InMemoryCoordinator(InMemoryEnsemble ensemble, String id, Duration sessionTimeout, Duration tick) {
		this.ensemble = ensemble;
		this.id = id;
		this.sessionTimeout = sessionTimeout;
		this.lease = new SessionLease(new MovedClock(), tick, new ClosedSessions(), this::leaseEnded);
		this.unusableSince = ensemble.time().nanoTime();
	}

	long getSessionId() {
		return this.sessionId;
	}

	<T extends @Nullable Object> T exclusively(Supplier<T> action) {
		synchronized (this.ensemble) {
			return action.get();
		}
	}

	@Override
	public void start(Listener listener) {
		synchronized (this.ensemble) {
			this.listener = listener;
			this.state = State.CONNECTING;
			if (this.reachable) {
				connected();
			}
		}
	}

	@Override
	public void stop() {
		synchronized (this.ensemble) {
			this.lease.end(this.sessionId);
			this.listener = null;
			this.state = State.NONE;
		}
	}

	void disconnect() {
		this.reachable = false;
		if (isConnected()) {
			unusable(State.SUSPENDED);
			tell(Listener::onSuspended);
		}
	}

	void reconnect() {
		this.reachable = true;
		if (this.listener != null && !isConnected()) {
			connected();
		}
	}

	private void connected() {
		if (this.sessionExpired) {
			this.sessionExpired = false;
			this.sessionId = InMemoryEnsemble.nextTransaction();
		}
		this.ensemble.removeAbandonedLocks();
		renew();
		this.state = State.CONNECTED;
		tell(Listener::onConnected);
	}

	private void renew() {
		this.lastContact = now();
		Moment contact = new Moment(this.lastContact, TimeUnit.NANOSECONDS.toMillis(this.lastContact));
		int timeout = (int) this.sessionTimeout.toMillis();
		for (int i = 0; i < RENEWALS_OF_A_LEASE; i++) {
			this.lease.renewed(new SessionLease.Renewal(this.sessionId, contact, timeout, null));
		}
		tell((listener) -> listener.onRenewal(0, null));
	}

	/**
	 * Do what is due after time has passed.
	 */
	void timePassed() {
		if (this.listener == null) {
			this.lastContact = now();
			return;
		}
		this.lease.endIfLapsed();
		if (now() - this.lastContact >= this.sessionTimeout.toNanos()) {
			expireSession();
		}
		else if (isConnected()) {
			renew();
		}
	}

	void expireLease() {
		this.stoodStill.addAndGet(this.lease.remaining());
		timePassed();
	}

	void expireSession() {
		long expired = this.sessionId;
		if (this.sessionExpired) {
			return;
		}
		this.sessionExpired = true;
		this.lease.end(expired);
		if (this.listener != null && this.state != State.CONNECTING) {
			unusable(State.LOST);
			tell(Listener::onLost);
		}
		this.candidacies.stream()
			.filter((candidacy) -> candidacy.getSessionId() == expired)
			.toList()
			.forEach(InMemoryCandidacy::sessionLost);
		this.ensemble.removeLocks(expired);
		if (this.listener != null && this.reachable) {
			connected();
		}
	}

	void deleteLock(InMemoryLock lock) {
		InMemoryCandidacy candidacy = lock.candidacy();
		if (candidacy != null) {
			this.ensemble.queue(candidacy.getRole()).remove(candidacy);
			candidacy.deleted();
		}
		Runnable onGone = this.held.remove(lock.znode());
		if (onGone != null) {
			onGone.run();
		}
	}

	private void unusable(State state) {
		if (isConnected()) {
			this.unusableSince = this.ensemble.time().nanoTime();
		}
		this.state = state;
	}

	@Override
	public boolean isConnected() {
		return this.state == State.CONNECTED;
	}

	@Override
	public boolean isValid(long sessionId) {
		return this.lease.isValid(sessionId);
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
		return this.sessionTimeout.toNanos();
	}

	@Override
	public ConnectionStatus getStatus() {
		long remaining = this.lease.remaining();
		State state = this.state;
		boolean session = state == State.CONNECTED || state == State.SUSPENDED;
		return new ConnectionStatus(state, "in memory", session ? "0x" + Long.toHexString(this.sessionId) : null,
				session ? this.sessionTimeout : null, (remaining > 0) ? Duration.ofNanos(remaining) : null,
				(state == State.CONNECTED) ? null
						: Duration.ofNanos(this.ensemble.time().nanoTime() - this.unusableSince),
				null);
	}

	@Override
	public void probe(String role) throws CampaignException {
		checkConnected();
	}

	boolean isInQueue(String role) throws CampaignException {
		checkConnected();
		return exclusively(() -> this.ensemble.queue(role).contains(this.id));
	}

	@Override
	public Candidacy candidacy(String role) {
		return new InMemoryCandidacy(this, role, this.id);
	}

	void join(InMemoryCandidacy candidacy) {
		this.candidacies.add(candidacy);
		this.ensemble.queue(candidacy.getRole()).add(candidacy);
	}

	boolean leave(InMemoryCandidacy candidacy) {
		this.candidacies.remove(candidacy);
		if (this.reachable) {
			this.ensemble.queue(candidacy.getRole()).remove(candidacy);
		}
		return this.reachable;
	}

	Optional<Grant> verify(InMemoryCandidacy candidacy) throws CampaignException {
		checkConnected();
		return exclusively(() -> this.ensemble.queue(candidacy.getRole())
			.getLocks()
			.stream()
			.limit(1)
			.filter((lock) -> lock.candidacy() == candidacy && lock.sessionId() == this.sessionId)
			.map((lock) -> new Grant(lock.znode(), lock.sessionId(), lock.token()))
			.findFirst());
	}

	@Override
	public void elected(String role) {
	}

	@Override
	public Candidates look(String role, Candidates known, boolean withParticipants, QueueListener listener)
			throws CampaignException {
		checkConnected();
		List<InMemoryLock> locks = exclusively(() -> this.ensemble.queue(role).watch(listener));
		Map<String, String> ids = locks.stream()
			.limit(withParticipants ? locks.size() : 1)
			.collect(Collectors.toMap(InMemoryLock::znode, InMemoryLock::id, (one, other) -> one, LinkedHashMap::new));
		return new Candidates(locks.isEmpty() ? null : locks.get(0).id(), locks.isEmpty() ? 0 : locks.get(0).token(),
				locks.size(), ids, withParticipants ? this.ensemble.getClock().instant() : known.asOf(), List.of(),
				null);
	}

	private void checkConnected() throws CampaignException {
		if (!isConnected()) {
			throw new CampaignException("the ensemble in memory does not answer: the instance is disconnected");
		}
	}

	@Override
	public TickStore ticks(String role) {
		return new InMemoryTickStore(exclusively(() -> this.ensemble.queue(role).getTicks()), this.id,
				this::isConnected, (grant) -> exclusively(() -> isLocked(role, grant)));
	}

	private boolean isLocked(String role, Grant grant) {
		return this.ensemble.queue(role).getLocks().stream().anyMatch((lock) -> lock.znode().equals(grant.znode()));
	}

	@Override
	public void hold(Grant grant, Runnable onGone) {
		synchronized (this.ensemble) {
			this.held.put(grant.znode(), onGone);
		}
	}

	@Override
	public void letGo(Grant grant) {
		synchronized (this.ensemble) {
			this.held.remove(grant.znode());
		}
	}

	private void leaseEnded(long sessionId, boolean lapsed) {
		tell((listener) -> listener.onLeaseEnd(sessionId, lapsed));
	}

	private void tell(Consumer<Listener> message) {
		Listener listener = this.listener;
		if (listener != null) {
			message.accept(listener);
		}
	}

	private long now() {
		return this.ensemble.movedNanos() + this.stoodStill.get();
	}

	/**
	 * Stands still unless time is moved.
	 */
	private final class MovedClock implements LeaseClock {

		@Override
		public long nanoTime() {
			return now();
		}

		@Override
		public long currentTimeMillis() {
			return TimeUnit.NANOSECONDS.toMillis(now());
		}

	}

}
