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
import java.util.Map;
import java.util.TreeMap;

import io.github.zkleader.processes.TcpProxy.Direction;

/**
 * A server of an ensemble, in a process of its own. What it sends to the leading server
 * as a follower, and gets back, goes through links that can be cut.
 */
public final class EnsembleServer implements AutoCloseable {

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

	public int getId() {
		return this.id;
	}

	public int getClientPort() {
		return this.server.getClientPort();
	}

	public Path getDataDirectory() {
		return this.server.getDataDirectory();
	}

	/**
	 * Return the process.
	 * @return the process
	 */
	public ChildProcess process() {
		return this.server.process();
	}

	/**
	 * Return the link that this server uses while it follows another one.
	 * @param leader the other one
	 * @return the link
	 */
	public TcpProxy linkTo(EnsembleServer leader) {
		TcpProxy link = this.links.get(leader.id);
		if (link == null) {
			throw new IllegalArgumentException("Server " + this.id + " does not follow itself");
		}
		return link;
	}

	/**
	 * Write the configuration, which holds from the next start on.
	 * @param servers all servers
	 * @param tick the tick
	 * @param maxSessionTimeout the greatest session timeout
	 * @param localSessions whether sessions without ephemeral znodes are its own
	 */
	public void configure(List<EnsembleServer> servers, Duration tick, Duration maxSessionTimeout,
			boolean localSessions) {
		StringBuilder configuration = new StringBuilder("""
				tickTime=%d
				initLimit=10
				syncLimit=5
				maxClientCnxns=0
				maxSessionTimeout=%d
				localSessionsEnabled=%b
				localSessionsUpgradingEnabled=%b
				clientPort=%d
				clientPortAddress=127.0.0.1
				4lw.commands.whitelist=srvr,mntr
				""".formatted(tick.toMillis(), maxSessionTimeout.toMillis(), localSessions, localSessions,
				getClientPort()));
		for (EnsembleServer server : servers) {
			configuration
				.append("server.%d=127.0.0.1:%d:%d%n".formatted(server.id, quorumPortOf(server), server.electionPort));
		}
		this.server.configure(this.id, configuration.toString());
	}

	private int quorumPortOf(EnsembleServer server) {
		if (server == this) {
			return this.quorumPort;
		}
		return this.links.computeIfAbsent(server.id, (id) -> new TcpProxy(server.quorumPort, CONNECT_PATIENCE))
			.getPort();
	}

	public void start() {
		this.server.start("-Dzookeeper.preAllocSize=4096", "-Dzookeeper.forceSync=no", "-Dreadonlymode.enabled=true");
	}

	/**
	 * Have every fsync of the transaction log take a while.
	 * @param duration how long
	 */
	public void slowFsync(Duration duration) {
		process().send("fsync " + duration.toMillis());
	}

	/**
	 * Ask the server for its part in the ensemble.
	 * @return {@code leader}, {@code follower}, or empty while it is not part of a quorum
	 */
	public String mode() {
		String mode = this.server.mode();
		return mode.equals("read-only") ? "" : mode;
	}

	/**
	 * Ask the server for one of its counters.
	 * @param name the name that {@code mntr} gives it
	 * @return the value, {@code 0} while the server does not serve
	 */
	public long counter(String name) {
		String value = this.server.find("mntr", name + "\t");
		return value.isEmpty() ? 0 : Long.parseLong(value);
	}

	public void cut(EnsembleServer leader) {
		linkTo(leader).cut(Direction.values());
	}

	public void heal() {
		this.links.values().forEach(TcpProxy::heal);
	}

	public List<TcpProxy> links() {
		return List.copyOf(this.links.values());
	}

	@Override
	public void close() {
		this.links.values().forEach(TcpProxy::close);
		this.server.close();
	}

}
