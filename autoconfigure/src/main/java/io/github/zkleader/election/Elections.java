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

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.GatedTask;
import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.TickedTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * All elections of an application context. They may be started and stopped any number of
 * times. Safe for use by any thread.
 */
public final class Elections implements LeaderElections, GatedTasks, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LeaderElections.class);

	private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._-]+");

	private final ElectionSettings settings;

	private final String defaultRole;

	private final Coordinator coordinator;

	private final ElectionTime time;

	private final ApplicationEventPublisher publisher;

	private final ElectionListeners listeners;

	private final Timer poolTimer = new Timer("zkleader-pool");

	private final ElasticPool pool = new ElasticPool("zkleader-", Integer.MAX_VALUE, this.poolTimer);

	private final ElasticPool blockingPool = new ElasticPool("zkleader-listener-", Integer.MAX_VALUE, this.poolTimer);

	private final ElasticPool watchPool = new ElasticPool("zkleader-watch-", 0, this.poolTimer);

	private final Timer timer;

	private final Rehearsal rehearsal = new Rehearsal(this.pool, this.blockingPool, this.poolTimer);

	private final Map<String, Role> roles = new ConcurrentHashMap<>();

	private boolean running;

	private boolean coordinating;

	private boolean closed;

	Elections(ElectionSettings settings, String defaultRole, Coordinator coordinator, ElectionTime time,
			ApplicationEventPublisher publisher, List<? extends ElectionListener> listeners) {
		this.settings = settings;
		this.defaultRole = defaultRole;
		this.coordinator = coordinator;
		this.time = time;
		this.timer = time.timer("zkleader-timer");
		this.publisher = publisher;
		this.listeners = new ElectionListeners(listeners);
		time.onMove(() -> this.roles.values().forEach((role) -> role.getRuns().wake()));
	}

	@Override
	public String getId() {
		return this.settings.id();
	}

	@Override
	public Leadership get(String role) {
		Role existing = this.roles.get(role);
		if (existing == null) {
			throw new IllegalArgumentException("This instance takes no part in role '" + role + "', only in "
					+ getAll().keySet() + ": add it to leader.roles");
		}
		return existing.getLeadership();
	}

	@Override
	public Map<String, Leadership> getAll() {
		Map<String, Leadership> all = new TreeMap<>();
		this.roles.forEach((name, role) -> all.put(name, role.getLeadership()));
		return Collections.unmodifiableMap(all);
	}

	@Override
	public ConnectionStatus getConnection() {
		return this.coordinator.getStatus();
	}

	@Override
	public GatedTask register(String role, String name, boolean interrupt) {
		return role(role).task(name, interrupt);
	}

	@Override
	public TickedTask registerTicked(String role, String name, boolean interrupt) {
		return role(role).tickedTask(name, interrupt);
	}

	/**
	 * Take part in a role. Its election starts at once if the elections are started, else
	 * with them.
	 * @param role the role; empty means the default role
	 * @return the leadership
	 * @throws IllegalArgumentException if the role is not a valid name
	 */
	public Leadership join(String role) {
		return role(role).getLeadership();
	}

	/**
	 * Return what is running behind the gate of a role, in whatever term it was admitted.
	 * @param role the role
	 * @return the names of the tasks, once for every run
	 */
	public List<String> getRunning(String role) {
		Role existing = this.roles.get(role);
		return (existing != null) ? existing.getRuns().running() : List.of();
	}

	/**
	 * Whether the gate of a role is closed and runs in flight are waited for.
	 * @param role the role
	 * @return whether they are
	 */
	public boolean isAwaitingRuns(String role) {
		Role existing = this.roles.get(role);
		return existing != null && existing.getRuns().isAwaited();
	}

	/**
	 * Start the election of every role. Returns at once.
	 */
	public synchronized void start() {
		if (!this.running) {
			this.running = true;
			this.roles.values().forEach(this::start);
		}
	}

	/**
	 * Give up every leadership and leave every election. The roles do that side by side.
	 * @param callback called when that is done, at most
	 * {@link ElectionSettings#stopTimeout()} later
	 */
	public synchronized void stop(Runnable callback) {
		this.running = false;
		if (this.closed) {
			callback.run();
			return;
		}
		AtomicInteger remaining = new AtomicInteger(1 + this.roles.size());
		Runnable done = () -> {
			if (remaining.decrementAndGet() == 0) {
				stopCoordinator();
				callback.run();
			}
		};
		this.roles.values().forEach((role) -> role.stop(done));
		done.run();
	}

	private synchronized void stopCoordinator() {
		if (this.coordinating && !this.running) {
			this.coordinating = false;
			this.coordinator.stop();
		}
	}

	/**
	 * Whether the elections are started.
	 * @return whether they are
	 */
	public synchronized boolean isRunning() {
		return this.running;
	}

	/**
	 * Let go of all threads. Leaderships that were not given up by
	 * {@link #stop(Runnable)} are lost without any event.
	 */
	@Override
	public synchronized void close() {
		this.running = false;
		this.closed = true;
		stopCoordinator();
		this.timer.close();
		this.pool.close();
		this.blockingPool.close();
		this.watchPool.close();
		this.poolTimer.close();
	}

	private Role role(String requested) {
		String name = requested.isEmpty() ? this.defaultRole : requested;
		Role existing = this.roles.get(name);
		return (existing != null) ? existing : joinRole(name);
	}

	private synchronized Role joinRole(String name) {
		Role existing = this.roles.get(name);
		if (existing != null) {
			return existing;
		}
		if (!ROLE.matcher(name).matches() || name.equals(".") || name.equals("..")) {
			throw new IllegalArgumentException(
					"'" + name + "' is no name of a role: use letters, digits, '.', '_' and '-' only");
		}
		Role role = new Role(logger, name, this.settings, this.coordinator, this.time, this.publisher, this.listeners,
				this.pool, this.blockingPool, this.watchPool, this.timer, this.poolTimer);
		this.roles.put(name, role);
		this.listeners.onRole(role.getLeadership());
		if (this.running) {
			start(role);
		}
		return role;
	}

	private void start(Role role) {
		if (!this.coordinating) {
			this.coordinating = true;
			this.coordinator.start(new SessionListener());
		}
		role.start();
	}

	/**
	 * Passes on to every role what happens to the session.
	 */
	private final class SessionListener implements Coordinator.Listener {

		@Override
		public void onConnected() {
			forEach(RoleElection::connected);
			Elections.this.rehearsal.begin();
		}

		@Override
		public void onSuspended() {
			forEach(RoleElection::suspended);
		}

		@Override
		public void onLost() {
			forEach(RoleElection::sessionLost);
		}

		@Override
		public void onLeaseEnd(long sessionId, boolean lapsed) {
			RevokeReason reason = lapsed ? RevokeReason.LEASE : RevokeReason.SESSION;
			forEach((election) -> election.leaseEnded(sessionId, reason));
		}

		@Override
		public void onRenewal(long nanos, @Nullable Exception failure) {
			Elections.this.listeners.onLeaseRenewal(nanos, failure);
		}

		private void forEach(Consumer<RoleElection> action) {
			Elections.this.roles.values().forEach((role) -> action.accept(role.getElection()));
		}

	}

}
