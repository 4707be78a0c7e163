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

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the embedded ZooKeeper cannot be provided.
 */
public class EmbeddedZookeeperException extends RuntimeException {

	private final String action;

	EmbeddedZookeeperException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

	static EmbeddedZookeeperException librariesMissing(List<String> libraries) {
		return new EmbeddedZookeeperException(
				"The embedded ZooKeeper needs libraries that are not on the classpath: " + String.join(", ", libraries)
						+ ".",
				"Add %s to the dependencies of the application, or set leader.zookeeper.embedded.enabled to false."
					.formatted(String.join(" and ", libraries)),
				null);
	}

	static EmbeddedZookeeperException portTaken(int port) {
		return new EmbeddedZookeeperException(
				"The embedded ZooKeeper cannot listen on port %d: something that is not ZooKeeper listens there."
					.formatted(port),
				"Stop what listens on port %d, or set leader.zookeeper.embedded.port to a free port (0 takes any)."
					.formatted(port),
				null);
	}

	static EmbeddedZookeeperException portOfPeerTaken(EmbeddedPeer peer, int port) {
		return new EmbeddedZookeeperException(
				"The embedded ZooKeeper cannot run peer %d (%s:%d): something that is not this peer uses its port %d."
					.formatted(peer.id(), peer.host(), peer.port(), port),
				"Stop what uses port %d, or name other ports in leader.zookeeper.embedded.peers of all instances."
					.formatted(port),
				null);
	}

	static EmbeddedZookeeperException noSuchPeer(int port, String peers) {
		return new EmbeddedZookeeperException(
				"The embedded ZooKeeper is to run the peer on port %d, but none of the peers on this host has it: %s."
					.formatted(port, peers),
				"Set leader.zookeeper.embedded.port to the port for clients of one of leader.zookeeper.embedded.peers, "
						+ "or leave it out to take the first that is free.",
				null);
	}

	static EmbeddedZookeeperException peerRuns(EmbeddedPeer peer) {
		return new EmbeddedZookeeperException(
				"The embedded ZooKeeper cannot run peer %d (%s:%d): another instance on this host runs it."
					.formatted(peer.id(), peer.host(), peer.port()),
				"Stop that instance, or leave out leader.zookeeper.embedded.port to take the first peer that is free.",
				null);
	}

	static EmbeddedZookeeperException notStarted(int port, Throwable cause) {
		return new EmbeddedZookeeperException(
				"The embedded ZooKeeper did not start on port %d: %s".formatted(port, cause.getMessage()),
				"See what ZooKeeper logged above. Review leader.zookeeper.embedded.port and "
						+ "leader.zookeeper.embedded.data-dir.",
				cause);
	}

}
