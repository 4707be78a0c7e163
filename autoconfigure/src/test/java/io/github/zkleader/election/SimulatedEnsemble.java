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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Three ZooKeeper servers, and what they have agreed on.
 */
final class SimulatedEnsemble {

	private static final int SIZE = 3;

	private static final int QUORUM = 2;

	final SimulatedTime time;

	final long tick;

	final long sessionTimeout;

	final int syncLimit;

	final List<SimulatedServer> servers = new ArrayList<>();

	/**
	 * Servers without a vote, which follow any server that has one.
	 */
	final List<SimulatedServer> observers = new ArrayList<>();

	/**
	 * The sessions that the quorum knows, whose ephemeral znodes exist.
	 */
	final Set<Long> sessions = new HashSet<>();

	private final LongConsumer onSessionGone;

	private long lastSessionId;

	private int epoch;

	private boolean electing;

	SimulatedEnsemble(SimulatedTime time, long tick, long sessionTimeout, int observers, LongConsumer onSessionGone) {
		this.time = time;
		this.tick = tick;
		this.sessionTimeout = sessionTimeout;
		this.syncLimit = time.index(4) + 2;
		this.onSessionGone = onSessionGone;
		for (int i = 0; i < SIZE; i++) {
			this.servers.add(new SimulatedServer(this, false));
		}
		for (int i = 0; i < observers; i++) {
			this.observers.add(new SimulatedServer(this, true));
		}
		lead(this.servers.get(time.index(SIZE)));
		look();
	}

	/**
	 * A server for a client to connect to. Where there are observers, that is mostly one
	 * of them.
	 */
	SimulatedServer anyServer() {
		List<SimulatedServer> choice = (!this.observers.isEmpty() && this.time.chance(0.8)) ? this.observers
				: this.servers;
		return choice.get(this.time.index(choice.size()));
	}

	long nextSessionId() {
		return ++this.lastSessionId;
	}

	/**
	 * The quorum has agreed on a transaction.
	 */
	void committed(SimulatedServer.Request request) {
		switch (request.type()) {
			case CREATE -> this.sessions.add(request.sessionId());
			case CLOSE -> {
				if (this.sessions.remove(request.sessionId())) {
					this.onSessionGone.accept(request.sessionId());
				}
			}
			case CHECK, READ -> {
			}
		}
	}

	@Nullable SimulatedServer leader() {
		return this.servers.stream().filter((server) -> server.isLeader(this.epoch)).findAny().orElse(null);
	}

	/**
	 * Every now and then, servers without a leader join the one there is or elect one.
	 */
	private void look() {
		SimulatedServer leader = leader();
		List<SimulatedServer> looking = this.servers.stream().filter(SimulatedServer::isLooking).toList();
		if (looking.size() >= QUORUM) {
			if (!this.electing) {
				this.electing = true;
				this.time.after(this.time.between(100, 1000) * SimulatedTime.MILLISECOND, this::elect);
			}
		}
		else if (leader != null && leader.isReachable()) {
			looking.forEach((server) -> server.join(leader));
		}
		List<SimulatedServer> masters = this.servers.stream()
			.filter((server) -> server.isServing() && server.isReachable())
			.toList();
		if (!masters.isEmpty()) {
			this.observers.stream()
				.filter(SimulatedServer::isLooking)
				.forEach((observer) -> observer.join(masters.get(this.time.index(masters.size()))));
		}
		this.time.after(50 * SimulatedTime.MILLISECOND, this::look);
	}

	private void elect() {
		this.electing = false;
		List<SimulatedServer> looking = this.servers.stream().filter(SimulatedServer::isLooking).toList();
		if (looking.size() >= QUORUM) {
			lead(looking.stream().max(Comparator.comparingLong(SimulatedServer::lastLogged)).orElseThrow());
		}
	}

	private void lead(SimulatedServer server) {
		this.epoch++;
		server.logged().forEach(this::committed);
		server.lead(this.epoch);
		this.servers.stream().filter(SimulatedServer::isLooking).forEach((other) -> other.join(server));
	}

}
