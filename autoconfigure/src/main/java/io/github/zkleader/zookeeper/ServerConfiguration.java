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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link EmbeddedServer} is told. Keys that ZooKeeper does not know would become
 * system properties.
 *
 * @param address the address to listen on
 * @param port the port for clients, or {@code 0} for any that is free
 * @param tickTime the basic unit of time
 * @param id the id among the peers, or {@code null} without any
 * @param peers the ensemble, this server included, or empty
 */
record ServerConfiguration(String address, int port, Duration tickTime, @Nullable Integer id,
		List<EmbeddedPeer> peers) {

	// In ticks, as in ZooKeeper's own sample
	private static final String INIT_LIMIT = "10";

	private static final String SYNC_LIMIT = "5";

	static ServerConfiguration standalone(int port, Duration tickTime) {
		return new ServerConfiguration(EmbeddedServer.ADDRESS, port, tickTime, null, List.of());
	}

	static ServerConfiguration peer(EmbeddedPeer peer, List<EmbeddedPeer> peers, Duration tickTime) {
		return new ServerConfiguration(peer.address(), peer.port(), tickTime, peer.id(), peers);
	}

	/**
	 * Make what the server reads, in its data directory too.
	 * @param dataDir the directory the server keeps its data in
	 * @return the configuration
	 * @throws IOException if the data directory cannot be written
	 */
	Properties write(Path dataDir) throws IOException {
		Properties configuration = new Properties();
		configuration.setProperty("clientPort", Integer.toString(this.port));
		configuration.setProperty("clientPortAddress", this.address);
		configuration.setProperty("dataDir", dataDir.toAbsolutePath().toString());
		configuration.setProperty("tickTime", Long.toString(this.tickTime.toMillis()));
		configuration.setProperty("admin.enableServer", "false");
		if (this.id != null) {
			configuration.setProperty("initLimit", INIT_LIMIT);
			configuration.setProperty("syncLimit", SYNC_LIMIT);
			this.peers.forEach((peer) -> configuration.setProperty("server." + peer.id(),
					peer.address() + ":" + peer.quorumPort() + ":" + peer.electionPort()));
			Files.createDirectories(dataDir);
			Files.writeString(dataDir.resolve("myid"), this.id.toString());
		}
		return configuration;
	}

}
