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

package io.github.zkleader.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

/**
 * Three ZooKeeper servers, each in a process of its own.
 */
public final class Ensemble implements AutoCloseable {

	/**
	 * The tick of the servers.
	 */
	public static final Duration TICK = Duration.ofMillis(500);

	private static final Duration MAX_SESSION_TIMEOUT = Duration.ofSeconds(40);

	private static final Duration QUORUM_TIMEOUT = Duration.ofSeconds(60);

	private final List<EnsembleServer> servers;

	public Ensemble(Path directory) {
		this(directory, ChildProcess.classPath());
	}

	public Ensemble(Path directory, String classPath) {
		this.servers = IntStream.rangeClosed(1, 3)
			.mapToObj((id) -> new EnsembleServer(id, directory, classPath))
			.toList();
		configure();
		this.servers.forEach(EnsembleServer::start);
	}

	/**
	 * Configure the servers that are started from now on as usual.
	 */
	public void configure() {
		configure(MAX_SESSION_TIMEOUT, false);
	}

	/**
	 * Limit the session timeout of servers that are started from now on.
	 * @param limit the limit
	 */
	public void limitSessionTimeout(Duration limit) {
		configure(limit, false);
	}

	/**
	 * Let servers that are started from now on have sessions of their own.
	 */
	public void allowLocalSessions() {
		configure(MAX_SESSION_TIMEOUT, true);
	}

	private void configure(Duration maxSessionTimeout, boolean localSessions) {
		this.servers.forEach((server) -> server.configure(this.servers, TICK, maxSessionTimeout, localSessions));
	}

	public List<EnsembleServer> servers() {
		return this.servers;
	}

	/**
	 * Wait until all servers serve.
	 */
	public void awaitServing() {
		Awaitility.await()
			.atMost(QUORUM_TIMEOUT)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.servers.stream().noneMatch((server) -> server.mode().isEmpty()));
	}

	/**
	 * Wait until a server of the quorum leads.
	 * @return that server
	 */
	public EnsembleServer awaitLeader() {
		return Awaitility.await()
			.atMost(QUORUM_TIMEOUT)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.servers.stream().filter((server) -> server.mode().equals("leader")).toList(),
					(leaders) -> leaders.size() == 1)
			.get(0);
	}

	/**
	 * Heal all links, and start all servers that have ended.
	 */
	public void heal() {
		this.servers.forEach(EnsembleServer::heal);
		this.servers.forEach((server) -> server.process().resume());
		this.servers.stream().filter((server) -> !server.process().isAlive()).forEach(EnsembleServer::start);
	}

	@Override
	public void close() {
		this.servers.forEach(EnsembleServer::close);
	}

}
