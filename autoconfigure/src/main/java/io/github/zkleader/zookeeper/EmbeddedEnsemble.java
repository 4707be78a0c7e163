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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The peers that processes share among themselves. Each process takes the first of its
 * host that no other has, and keeps it until it ends, however it ends.
 */
final class EmbeddedEnsemble {

	private final List<EmbeddedPeer> peers;

	EmbeddedEnsemble(List<EmbeddedPeer> peers) {
		this.peers = peers;
	}

	String connectString() {
		return this.peers.stream().map(EmbeddedPeer::connectString).collect(Collectors.joining(","));
	}

	List<EmbeddedPeer> peers() {
		return this.peers;
	}

	/**
	 * Take the first peer of this host that no other process has.
	 * @return the peer, or {@code null} if there is none left
	 */
	@Nullable Claim claim() {
		for (EmbeddedPeer peer : this.peers) {
			Claim claim = isLocal(peer) ? claim(peer) : null;
			if (claim != null) {
				return claim;
			}
		}
		return null;
	}

	/**
	 * Take a certain peer.
	 * @param port the port for clients of the peer
	 * @return the peer
	 */
	Claim claim(int port) {
		EmbeddedPeer peer = this.peers.stream()
			.filter((candidate) -> candidate.port() == port && isLocal(candidate))
			.findFirst()
			.orElseThrow(() -> EmbeddedZookeeperException.noSuchPeer(port, connectString()));
		Claim claim = claim(peer);
		if (claim == null) {
			throw EmbeddedZookeeperException.peerRuns(peer);
		}
		return claim;
	}

	private @Nullable Claim claim(EmbeddedPeer peer) {
		PortLock lock = PortLock.tryAcquire(peer.port());
		if (lock == null) {
			return null;
		}
		for (int port : peer.ports()) {
			if (!isFree(peer.address(), port)) {
				lock.close();
				throw EmbeddedZookeeperException.portOfPeerTaken(peer, port);
			}
		}
		return new Claim(peer, lock);
	}

	// A server that does not get one of its ports only logs that
	private static boolean isFree(String address, int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(address, port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean isLocal(EmbeddedPeer peer) {
		try {
			InetAddress address = InetAddress.getByName(peer.address());
			return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * A peer that is this process's own.
	 *
	 * @param peer the peer
	 * @param lock keeps other processes from taking it
	 */
	record Claim(EmbeddedPeer peer, PortLock lock) {

	}

}
