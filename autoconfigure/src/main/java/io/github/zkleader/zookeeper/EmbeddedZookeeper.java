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

package io.github.zkleader.zookeeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.zookeeper.util.ServiceUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.ClassUtils;

/**
 * ZooKeeper for development. Either one server, reachable from this host only: the first
 * process of the host runs it, the others join it for as long as it lives. Or an ensemble
 * of peers, one in each process, which survives the end of any of them as long as most
 * are left. Not for production: servers come and go with applications, anybody who
 * reaches a port may do anything, and nothing watches over the data.
 */
public final class EmbeddedZookeeper implements AutoCloseable {

	private static final Map<String, String> LIBRARIES = new LinkedHashMap<>();

	static {
		LIBRARIES.put("io.dropwizard.metrics:metrics-core", "com.codahale.metrics.Reservoir");
		LIBRARIES.put("org.xerial.snappy:snappy-java", "org.xerial.snappy.SnappyInputStream");
	}

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedZookeeper.class);

	private final String connectString;

	private final @Nullable EmbeddedServer server;

	private final @Nullable PortLock lock;

	private EmbeddedZookeeper(String connectString, @Nullable EmbeddedServer server, @Nullable PortLock lock) {
		this.connectString = connectString;
		this.server = server;
		this.lock = lock;
	}

	/**
	 * Return where clients connect to.
	 * @return the connect string
	 */
	public String getConnectString() {
		return this.connectString;
	}

	/**
	 * Whether other processes run all there is to run.
	 * @return whether this process has no server and only joined
	 */
	public boolean isJoined() {
		return this.server == null;
	}

	/**
	 * Stop the server, if it runs in this process, and delete its temporary data.
	 */
	@Override
	public void close() {
		if (this.server != null) {
			this.server.close();
		}
		if (this.lock != null) {
			this.lock.close();
		}
	}

	/**
	 * Start a server, or join the one that listens on the port.
	 * @param port the port to listen on, or {@code 0} for any that is free
	 * @param dataDir the directory to keep data in, or {@code null} for a temporary one
	 * @param tickTime the server's basic unit of time
	 * @param timeout how long to wait at most for the server
	 * @return the server
	 * @throws EmbeddedZookeeperException if there is no server to be had
	 */
	public static EmbeddedZookeeper start(int port, @Nullable Path dataDir, Duration tickTime, Duration timeout) {
		prepare();
		EmbeddedServer server = new EmbeddedServer(ServerConfiguration.standalone(port, tickTime), dataDir, timeout);
		return (port != 0) ? startOrJoin(port, server) : started(server);
	}

	/**
	 * Start the first peer of this host that no other process has, or join the others if
	 * there is none left. It does not wait for other peers, without most of which nobody
	 * is served.
	 * @param peers all peers, the same in all processes
	 * @param port the port for clients of the peer to start, or {@code null} for the
	 * first that is free
	 * @param dataDir the directory under which the peers keep their data, or {@code null}
	 * for temporary ones
	 * @param tickTime the servers' basic unit of time
	 * @param timeout how long to wait at most until the peer listens
	 * @return the ensemble
	 * @throws EmbeddedZookeeperException if the peer cannot be started
	 */
	public static EmbeddedZookeeper startPeer(List<EmbeddedPeer> peers, @Nullable Integer port, @Nullable Path dataDir,
			Duration tickTime, Duration timeout) {
		prepare();
		EmbeddedEnsemble ensemble = new EmbeddedEnsemble(List.copyOf(peers));
		EmbeddedEnsemble.Claim claim = (port != null) ? ensemble.claim(port) : ensemble.claim();
		if (claim == null) {
			logger.info("Joined the ZooKeeper ensemble at {}: no peer of this host is left to run",
					ensemble.connectString());
			return new EmbeddedZookeeper(ensemble.connectString(), null, null);
		}
		EmbeddedPeer peer = claim.peer();
		try {
			EmbeddedServer server = new EmbeddedServer(ServerConfiguration.peer(peer, peers, tickTime),
					(dataDir != null) ? dataDir.resolve("peer-" + peer.id()) : null, timeout);
			server.start();
			logger.warn("Embedded ZooKeeper, peer {} of {}, listens on {}: for development, not for production",
					peer.id(), peers.size(), peer.connectString());
			return new EmbeddedZookeeper(ensemble.connectString(), server, claim.lock());
		}
		catch (EmbeddedZookeeperException ex) {
			claim.lock().close();
			throw ex;
		}
	}

	/**
	 * Prepare this JVM for servers. ZooKeeper ends the JVM if one of its servers cannot
	 * go on, but this JVM is the application's: that is logged instead.
	 */
	private static void prepare() {
		checkLibraries();
		ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
	}

	private static void checkLibraries() {
		List<String> missing = LIBRARIES.entrySet()
			.stream()
			.filter((library) -> !ClassUtils.isPresent(library.getValue(), null))
			.map(Map.Entry::getKey)
			.toList();
		if (!missing.isEmpty()) {
			throw EmbeddedZookeeperException.librariesMissing(missing);
		}
	}

	private static EmbeddedZookeeper startOrJoin(int port, EmbeddedServer server) {
		synchronized (EmbeddedZookeeper.class) {
			PortLock lock = PortLock.acquire(port);
			try {
				ServerProbe probe = ServerProbe.of(port);
				return (probe == ServerProbe.NOTHING) ? startedOrElseJoined(port, server) : joined(port, probe);
			}
			finally {
				lock.close();
			}
		}
	}

	private static EmbeddedZookeeper startedOrElseJoined(int port, EmbeddedServer server) {
		try {
			return started(server);
		}
		catch (EmbeddedZookeeperException ex) {
			ServerProbe probe = ServerProbe.of(port);
			if (probe == ServerProbe.NOTHING) {
				throw ex;
			}
			return joined(port, probe);
		}
	}

	private static EmbeddedZookeeper started(EmbeddedServer server) {
		int port = server.start();
		logger.warn("Embedded ZooKeeper listens on {}:{}: for development, not for production", EmbeddedServer.ADDRESS,
				port);
		return new EmbeddedZookeeper(connectString(port), server, null);
	}

	private static EmbeddedZookeeper joined(int port, ServerProbe probe) {
		if (probe == ServerProbe.OTHER) {
			throw EmbeddedZookeeperException.portTaken(port);
		}
		logger.info("Joined the ZooKeeper that already listens on {}:{}", EmbeddedServer.ADDRESS, port);
		return new EmbeddedZookeeper(connectString(port), null, null);
	}

	private static String connectString(int port) {
		return EmbeddedServer.ADDRESS + ":" + port;
	}

}
