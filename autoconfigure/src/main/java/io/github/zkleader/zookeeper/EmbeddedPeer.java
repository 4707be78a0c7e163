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

import java.util.List;

/**
 * A member of an ensemble of embedded servers, which have their ids from their order.
 *
 * @param id the id, from 1
 * @param host the host the peer runs on, which is the only one that can reach it if it is
 * {@code localhost}
 * @param port the port for clients
 * @param quorumPort the port for followers of the peer
 * @param electionPort the port for the election of the peers among themselves
 */
public record EmbeddedPeer(int id, String host, int port, int quorumPort, int electionPort) {

	// From 2181 to the usual 2888 and 3888
	private static final int QUORUM_PORT_OFFSET = 707;

	private static final int ELECTION_PORT_OFFSET = 1707;

	/**
	 * Create a peer whose other ports follow from the one for clients, as 2888 and 3888
	 * do from 2181.
	 * @param id the id, from 1
	 * @param host the host
	 * @param port the port for clients
	 */
	public EmbeddedPeer(int id, String host, int port) {
		this(id, host, port, port + QUORUM_PORT_OFFSET, port + ELECTION_PORT_OFFSET);
	}

	/**
	 * Return all ports of the peer.
	 * @return the ports for clients, followers and elections
	 */
	public List<Integer> ports() {
		return List.of(this.port, this.quorumPort, this.electionPort);
	}

	String address() {
		return "localhost".equals(this.host) ? EmbeddedServer.ADDRESS : this.host;
	}

	String connectString() {
		return address() + ":" + this.port;
	}

}
