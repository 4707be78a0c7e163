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
import java.util.function.Supplier;

import io.github.zkleader.ElectionListener;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Makes {@link Elections} for each way of being coordinated.
 */
public final class ElectionsFactory {

	private final ElectionSettings settings;

	private final String defaultRole;

	private final ApplicationEventPublisher publisher;

	private final List<? extends ElectionListener> listeners;

	private final LeaseClock leaseClock;

	/**
	 * Create a new factory.
	 * @param settings how the elections behave
	 * @param defaultRole the role of who names none
	 * @param publisher publishes the events
	 * @param listeners are told what happens
	 */
	public ElectionsFactory(ElectionSettings settings, String defaultRole, ApplicationEventPublisher publisher,
			List<? extends ElectionListener> listeners) {
		this(settings, defaultRole, publisher, listeners, LeaseClock.SYSTEM);
	}

	ElectionsFactory(ElectionSettings settings, String defaultRole, ApplicationEventPublisher publisher,
			List<? extends ElectionListener> listeners, LeaseClock leaseClock) {
		this.settings = settings;
		this.defaultRole = defaultRole;
		this.publisher = publisher;
		this.listeners = listeners;
		this.leaseClock = leaseClock;
	}

	/**
	 * Make elections that are coordinated by ZooKeeper.
	 * @param client the client, which outlives the elections
	 * @param session what is known of its session
	 * @param closedSessions is told of every session before it is closed
	 * @return the elections, not started
	 */
	public Elections zookeeper(CuratorFramework client, SessionSettings session, ClosedSessions closedSessions) {
		return create(new ZookeeperCoordinator(client, session, closedSessions, this.settings,
				ElectionTime.SYSTEM.clock(), this.leaseClock));
	}

	/**
	 * Make elections that are coordinated by ZooKeeper, whose client is not there yet.
	 * @param client returns the client, which outlives the elections; asked on another
	 * thread once the elections are started
	 * @param session what will be known of its session
	 * @param closedSessions is told of every session before it is closed
	 * @return the elections, not started
	 */
	public Elections zookeeper(Supplier<CuratorFramework> client, SessionSettings session,
			ClosedSessions closedSessions) {
		return create(new DeferredCoordinator(session.connectString(), this.leaseClock,
				() -> new ZookeeperCoordinator(client.get(), session, closedSessions, this.settings,
						ElectionTime.SYSTEM.clock(), this.leaseClock)));
	}

	/**
	 * Make elections in which this instance always leads, for development.
	 * @return the elections, not started
	 */
	public Elections standalone() {
		return create(new StandaloneCoordinator(this.settings.id(), ElectionTime.SYSTEM.clock()));
	}

	/**
	 * Make elections that are coordinated by an ensemble in memory, for tests.
	 * @param ensemble the ensemble, which elections with other ids may share
	 * @return the elections, not started
	 */
	public Elections inMemory(InMemoryEnsemble ensemble) {
		return create(ensemble.coordinator(this.settings.id()), ensemble.time());
	}

	/**
	 * Make elections that are never to be started: every gate stays closed.
	 * @return the elections
	 */
	public Elections disabled() {
		return create(new AbsentCoordinator());
	}

	private Elections create(Coordinator coordinator) {
		return create(coordinator, ElectionTime.SYSTEM);
	}

	private Elections create(Coordinator coordinator, ElectionTime time) {
		return new Elections(this.settings, this.defaultRole, coordinator, time, this.publisher, this.listeners);
	}

	/**
	 * What is known of a client's session.
	 *
	 * @param connectString the servers, without credentials
	 * @param sessionTimeout the session timeout that is asked for
	 * @param tick the tick of the ensemble
	 * @param observerMaster whether servers may be observers that follow a follower
	 * @param managed whether every session of the client is recorded in
	 * {@link ClosedSessions} before it is closed
	 */
	public record SessionSettings(String connectString, Duration sessionTimeout, Duration tick, boolean observerMaster,
			boolean managed) {

		LeaseTiming timing(Duration sessionTimeout) {
			return LeaseTiming.of(sessionTimeout, this.tick, this.observerMaster);
		}

	}

}
