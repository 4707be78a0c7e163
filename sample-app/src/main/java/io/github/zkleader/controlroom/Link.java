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

package io.github.zkleader.controlroom;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way of one instance to one ZooKeeper server, through a port of this process. While
 * it is cut, what is sent gets lost on the way: nobody is told, as with a real partition.
 */
final class Link implements AutoCloseable {

	private final int target;

	private final ServerSocket listener;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile boolean cut;

	Link(int target) throws IOException {
		this.target = target;
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start("accept", this::accept);
	}

	int getPort() {
		return this.listener.getLocalPort();
	}

	void setCut(boolean cut) {
		this.cut = cut;
		if (!cut) {
			// What was swallowed meanwhile is missing from the streams: they cannot go
			// on.
			this.sockets.forEach(Link::close);
		}
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = track(this.listener.accept());
				start("connect", () -> connect(client));
			}
			catch (IOException ex) {
				// Closed
			}
		}
	}

	private void connect(Socket client) {
		try {
			Socket server = track(new Socket(InetAddress.getLoopbackAddress(), this.target));
			start("up", () -> pump(client, server));
			pump(server, client);
		}
		catch (IOException ex) {
			forget(client);
		}
	}

	private void pump(Socket from, Socket to) {
		byte[] buffer = new byte[8192];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			int read = in.read(buffer);
			while (read >= 0) {
				if (!this.cut) {
					out.write(buffer, 0, read);
				}
				read = in.read(buffer);
			}
		}
		catch (IOException ex) {
			// One of the two is gone, and so the other is closed
		}
		finally {
			forget(from);
			forget(to);
		}
	}

	private Socket track(Socket socket) {
		this.sockets.add(socket);
		return socket;
	}

	private void forget(Socket socket) {
		this.sockets.remove(socket);
		close(socket);
	}

	private void start(String what, Runnable work) {
		Thread thread = new Thread(work, "link-" + this.target + "-" + what);
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// As good as closed
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		this.sockets.forEach(Link::close);
	}

}
