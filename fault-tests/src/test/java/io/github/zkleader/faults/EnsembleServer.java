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

package io.github.zkleader.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.zkleader.faults.TcpProxy.Direction;

/**
 * A server of an ensemble, in a process of its own. What it sends to the leading server
 * as a follower, and gets back, goes through links that can be cut.
 */
final class EnsembleServer implements AutoCloseable {

	private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

	private final int id;

	private final ServerProcess server;

	private final int quorumPort = FreePorts.next();

	private final int electionPort = FreePorts.next();

	private final Map<Integer, TcpProxy> links = new TreeMap<>();

	EnsembleServer(int id, Path directory, String classPath) {
		this.id = id;
		this.server = new ServerProcess("server-" + id, directory, classPath);
	}

	int getId() {
		return this.id;
	}

	int getClientPort() {
		return this.server.getClientPort();
	}

	Path getDataDirectory() {
		return this.server.getDataDirectory();
	}

	/**
	 * Return the process.
	 * @return the process
	 */
	ChildProcess process() {
		return this.server.process();
	}

	/**
	 * Return the link that this server uses while it follows another one.
	 * @param leader the other one
	 * @return the link
	 */
	TcpProxy linkTo(EnsembleServer leader) {
		TcpProxy link = this.links.get(leader.id);
		if (link == null) {
			throw new IllegalArgumentException("Server " + this.id + " does not follow itself");
		}
		return link;
	}

	void configure(List<EnsembleServer> servers, int tickMillis) {
		StringBuilder configuration = new StringBuilder("""
				tickTime=%d
				initLimit=10
				syncLimit=5
				maxClientCnxns=0
				maxSessionTimeout=40000
				clientPort=%d
				clientPortAddress=127.0.0.1
				""".formatted(tickMillis, getClientPort()));
		for (EnsembleServer server : servers) {
			int quorumPort = server.quorumPort;
			if (server != this) {
				TcpProxy link = new TcpProxy(server.quorumPort, CONNECT_PATIENCE);
				this.links.put(server.id, link);
				quorumPort = link.getPort();
			}
			configuration.append("server.%d=127.0.0.1:%d:%d%n".formatted(server.id, quorumPort, server.electionPort));
		}
		this.server.configure(this.id, configuration.toString());
	}

	void start() {
		this.server.start("-Dzookeeper.preAllocSize=4096", "-Dzookeeper.forceSync=no");
	}

	/**
	 * Ask the server for its part in the ensemble.
	 * @return {@code leader}, {@code follower}, or empty while it does not serve
	 */
	String mode() {
		return this.server.mode();
	}

	void cut(EnsembleServer leader) {
		linkTo(leader).cut(Direction.values());
	}

	void heal() {
		this.links.values().forEach(TcpProxy::heal);
	}

	List<TcpProxy> links() {
		return List.copyOf(this.links.values());
	}

	@Override
	public void close() {
		this.links.values().forEach(TcpProxy::close);
		this.server.close();
	}

}
