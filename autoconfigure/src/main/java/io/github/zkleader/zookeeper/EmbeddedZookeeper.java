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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.ClassUtils;

/**
 * A ZooKeeper server for development, reachable from this host only. The first process of
 * the host runs the server, the others join it for as long as it lives. Not for
 * production: there is one server, and it goes away with its process.
 */
public final class EmbeddedZookeeper implements AutoCloseable {

	private static final Map<String, String> LIBRARIES = new LinkedHashMap<>();

	static {
		LIBRARIES.put("io.dropwizard.metrics:metrics-core", "com.codahale.metrics.Reservoir");
		LIBRARIES.put("org.xerial.snappy:snappy-java", "org.xerial.snappy.SnappyInputStream");
	}

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedZookeeper.class);

	private final int port;

	private final @Nullable EmbeddedServer server;

	private EmbeddedZookeeper(int port, @Nullable EmbeddedServer server) {
		this.port = port;
		this.server = server;
	}

	/**
	 * Return where clients connect to.
	 * @return the connect string
	 */
	public String getConnectString() {
		return EmbeddedServer.ADDRESS + ":" + this.port;
	}

	/**
	 * Whether another process runs the server.
	 * @return whether this process joined the server of another one
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
		List<String> missing = LIBRARIES.entrySet()
			.stream()
			.filter((library) -> !ClassUtils.isPresent(library.getValue(), null))
			.map(Map.Entry::getKey)
			.toList();
		if (!missing.isEmpty()) {
			throw EmbeddedZookeeperException.librariesMissing(missing);
		}
		EmbeddedServer server = new EmbeddedServer(port, dataDir, tickTime, timeout);
		return (port != 0) ? startOrJoin(port, server) : started(server);
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
		return new EmbeddedZookeeper(port, server);
	}

	private static EmbeddedZookeeper joined(int port, ServerProbe probe) {
		if (probe == ServerProbe.OTHER) {
			throw EmbeddedZookeeperException.portTaken(port);
		}
		logger.info("Joined the ZooKeeper that already listens on {}:{}", EmbeddedServer.ADDRESS, port);
		return new EmbeddedZookeeper(port, null);
	}

}
