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

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A link of the network that can be cut, in both directions or in one, slowed down and
 * reset. What is sent over a link that is cut arrives when it is healed, as
 * retransmission would have it.
 */
public final class TcpProxy implements AutoCloseable {

	private static final long RETRY = Duration.ofMillis(20).toNanos();

	private final InetSocketAddress target;

	private final ServerSocket server;

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private final Set<Direction> cut = EnumSet.noneOf(Direction.class);

	private final Map<Direction, Duration> delays = new EnumMap<>(Direction.class);

	private boolean refusing;

	private final Duration patience;

	private volatile long connected;

	private volatile long answered;

	public TcpProxy(int targetPort) {
		this(targetPort, Duration.ZERO);
	}

	/**
	 * Create a link.
	 * @param targetPort the port of the target
	 * @param patience for how long to try to connect to a target that does not listen
	 * yet, as the one that connects cannot see that and does not try again itself
	 */
	public TcpProxy(int targetPort, Duration patience) {
		this.patience = patience;
		this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
		try {
			this.server = new ServerSocket(FreePorts.next(), 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("proxy-" + this.server.getLocalPort(), this::accept);
	}

	public int getPort() {
		return this.server.getLocalPort();
	}

	/**
	 * Whether a connection is open over this link.
	 * @return whether one is
	 */
	public boolean isInUse() {
		return !this.connections.isEmpty();
	}

	/**
	 * Return when the target has first answered on the newest connection.
	 * @return the time
	 */
	public long connectedSince() {
		return this.connected;
	}

	/**
	 * Return when the target last answered on any connection.
	 * @return the time, or {@code 0} if never
	 */
	public long answeredAt() {
		return this.answered;
	}

	/**
	 * Let nothing pass in the given directions.
	 * @param directions the directions
	 */
	public synchronized void cut(Direction... directions) {
		this.cut.addAll(Arrays.asList(directions));
	}

	/**
	 * Let everything pass later by a delay in the given directions.
	 * @param delay the delay
	 * @param directions the directions
	 */
	public synchronized void delay(Duration delay, Direction... directions) {
		Arrays.asList(directions).forEach((direction) -> this.delays.put(direction, delay));
	}

	/**
	 * Reset all connections, and all new ones until {@link #heal()}.
	 */
	public void refuse() {
		synchronized (this) {
			this.refusing = true;
		}
		reset();
	}

	/**
	 * Reset all connections.
	 */
	public void reset() {
		this.connections.forEach(Connection::close);
	}

	/**
	 * Let everything pass again.
	 */
	public synchronized void heal() {
		this.cut.clear();
		this.delays.clear();
		this.refusing = false;
		notifyAll();
	}

	@Override
	public void close() {
		close(this.server);
		reset();
	}

	private synchronized boolean isRefusing() {
		return this.refusing;
	}

	private synchronized long due(Direction direction) {
		return System.nanoTime() + this.delays.getOrDefault(direction, Duration.ZERO).toNanos();
	}

	private synchronized void awaitPassage(Direction direction, long due) throws InterruptedException {
		long remaining = due - System.nanoTime();
		while (this.cut.contains(direction) || remaining > 0) {
			if (this.cut.contains(direction)) {
				wait();
			}
			else {
				wait(remaining / 1_000_000, (int) (remaining % 1_000_000));
			}
			remaining = due - System.nanoTime();
		}
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				if (isRefusing()) {
					client.setSoLinger(true, 0);
					client.close();
				}
				else {
					start("proxy-" + getPort() + "-connect", () -> connect(client));
				}
			}
			catch (IOException ex) {
				// Closed, or the target does not listen
			}
		}
	}

	private void connect(Socket client) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		while (!this.server.isClosed()) {
			try {
				Socket target = new Socket(this.target.getAddress(), this.target.getPort());
				new Connection(client, target);
				return;
			}
			catch (IOException ex) {
				if (System.nanoTime() > deadline) {
					close(client);
					return;
				}
				LockSupport.parkNanos(RETRY);
			}
		}
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			// Nothing more can be done
		}
	}

	/**
	 * Where data flow to.
	 */
	public enum Direction {

		/**
		 * From the one that connects.
		 */
		FORTH,

		/**
		 * To the one that connects.
		 */
		BACK

	}

	private final class Connection {

		private final Socket client;

		private final Socket server;

		Connection(Socket client, Socket server) throws IOException {
			this.client = client;
			this.server = server;
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
			TcpProxy.this.connections.add(this);
			pump(Direction.FORTH, client, this.server);
			pump(Direction.BACK, this.server, client);
		}

		private void pump(Direction direction, Socket from, Socket to) {
			BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
			String name = "proxy-" + getPort() + "-" + direction;
			start(name + "-in", () -> read(direction, from, chunks));
			start(name + "-out", () -> write(direction, to, chunks));
		}

		private void read(Direction direction, Socket from, BlockingQueue<Chunk> chunks) {
			byte[] buffer = new byte[8192];
			try {
				int length = from.getInputStream().read(buffer);
				while (length >= 0) {
					chunks.add(new Chunk(Arrays.copyOf(buffer, length), due(direction)));
					length = from.getInputStream().read(buffer);
				}
			}
			catch (IOException ex) {
				// Ends the connection like the end of the stream
			}
			chunks.add(new Chunk(new byte[0], due(direction)));
		}

		private void write(Direction direction, Socket to, BlockingQueue<Chunk> chunks) {
			boolean first = direction == Direction.BACK;
			try {
				Chunk chunk = chunks.take();
				while (chunk.bytes.length > 0) {
					awaitPassage(direction, chunk.due);
					if (first) {
						TcpProxy.this.connected = System.nanoTime();
						first = false;
					}
					if (direction == Direction.BACK) {
						TcpProxy.this.answered = System.nanoTime();
					}
					to.getOutputStream().write(chunk.bytes);
					chunk = chunks.take();
				}
				awaitPassage(direction, chunk.due);
			}
			catch (IOException | InterruptedException ex) {
				// Ends the connection
			}
			close();
		}

		void close() {
			TcpProxy.this.connections.remove(this);
			TcpProxy.close(this.client);
			TcpProxy.close(this.server);
		}

	}

	private static final class Chunk {

		private final byte[] bytes;

		private final long due;

		Chunk(byte[] bytes, long due) {
			this.bytes = bytes;
			this.due = due;
		}

	}

}
