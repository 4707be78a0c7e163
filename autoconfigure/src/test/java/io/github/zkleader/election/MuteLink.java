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

package io.github.zkleader.election;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A link to a server that may lose the answers: what is asked still arrives.
 */
final class MuteLink implements AutoCloseable {

	private final int serverPort;

	private final ServerSocket entrance;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private volatile boolean mute;

	MuteLink(int serverPort) throws IOException {
		this.serverPort = serverPort;
		this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		start(this::accept);
	}

	String getConnectString() {
		return "127.0.0.1:" + this.entrance.getLocalPort();
	}

	/**
	 * Lose all answers from now on.
	 */
	void mute() {
		this.mute = true;
	}

	/**
	 * Cut the connections there are, and lose nothing on those to come.
	 * @throws IOException if that fails
	 */
	void cut() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.sockets.clear();
		this.mute = false;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.entrance.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.serverPort);
			this.sockets.addAll(List.of(client, server));
			start(() -> pass(client, server, false));
			start(() -> pass(server, client, true));
		}
	}

	private void pass(Socket from, Socket to, boolean answers) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[8192];
			int length = in.read(buffer);
			while (length > 0) {
				if (!answers || !this.mute) {
					out.write(buffer, 0, length);
				}
				length = in.read(buffer);
			}
		}
	}

	private static void start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// Closed
			}
		}, "test-link");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.entrance.close();
		cut();
	}

	private interface Work {

		void run() throws IOException;

	}

}
