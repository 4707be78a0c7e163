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
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the processes of this host from taking a port at once. A courtesy only: where
 * there is no lock to be had, the second process fails to bind.
 */
final class PortLock {

	// A process has a lock on a file once, and loses it when it closes the file anywhere
	private static final Set<Integer> PEERS = ConcurrentHashMap.newKeySet();

	private final @Nullable FileChannel channel;

	private final @Nullable Integer peer;

	private PortLock(@Nullable FileChannel channel, @Nullable Integer peer) {
		this.channel = channel;
		this.peer = peer;
	}

	void close() {
		close(this.channel);
		if (this.peer != null) {
			PEERS.remove(this.peer);
		}
	}

	/**
	 * Wait for the lock to start a server on a port, so that the second process finds the
	 * first one's.
	 * @param port the port
	 * @return the lock, to be closed when there is a server
	 */
	static PortLock acquire(int port) {
		FileChannel channel = null;
		try {
			channel = open("zkleader-zookeeper-" + port + ".lock");
			channel.lock();
			return new PortLock(channel, null);
		}
		catch (IOException ex) {
			close(channel);
			return new PortLock(null, null);
		}
	}

	/**
	 * Take the lock of a peer, if nobody has it.
	 * @param port the port for clients of the peer
	 * @return the lock, to be closed when the peer has stopped, or {@code null} if
	 * somebody has it
	 */
	static @Nullable PortLock tryAcquire(int port) {
		if (!PEERS.add(port)) {
			return null;
		}
		FileChannel channel = null;
		try {
			channel = open("zkleader-zookeeper-peer-" + port + ".lock");
			if (channel.tryLock() != null) {
				return new PortLock(channel, port);
			}
			close(channel);
			PEERS.remove(port);
			return null;
		}
		catch (IOException ex) {
			close(channel);
			return new PortLock(null, port);
		}
		catch (OverlappingFileLockException ex) {
			close(channel);
			PEERS.remove(port);
			return null;
		}
	}

	private static FileChannel open(String name) throws IOException {
		return FileChannel.open(Path.of(System.getProperty("java.io.tmpdir"), name), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE);
	}

	private static void close(@Nullable FileChannel channel) {
		try {
			if (channel != null) {
				channel.close();
			}
		}
		catch (IOException ex) {
			// The lock goes with the process
		}
	}

}
