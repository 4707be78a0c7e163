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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper server of the ensemble.
 */
final class Server {

	private static final int TIMEOUT = 300;

	private final String name;

	private final int port;

	private final Path config;

	private final Children children;

	private volatile @Nullable Child child;

	Server(String name, int port, Path config, Children children) {
		this.name = name;
		this.port = port;
		this.config = config;
		this.children = children;
	}

	String getName() {
		return this.name;
	}

	int getPort() {
		return this.port;
	}

	void start() throws IOException {
		if (!isAlive()) {
			this.child = this.children.start(this.name, QuorumPeerMain.class.getName(),
					List.of("-Dzookeeper.jmx.log4j.disable=true"), List.of(this.config.toString()));
		}
	}

	void kill() {
		Child child = this.child;
		if (child != null) {
			child.kill();
		}
	}

	boolean isAlive() {
		Child child = this.child;
		return child != null && child.isAlive();
	}

	/**
	 * Ask the server what it is in the ensemble.
	 * @return {@code leader}, {@code follower}, {@code electing} while it serves nobody,
	 * or {@code down}
	 */
	String mode() {
		if (!isAlive()) {
			return "down";
		}
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), TIMEOUT);
			socket.setSoTimeout(TIMEOUT);
			socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
			try (InputStream answer = socket.getInputStream()) {
				return new String(answer.readAllBytes(), StandardCharsets.US_ASCII).lines()
					.filter((line) -> line.startsWith("Mode: "))
					.map((line) -> line.substring("Mode: ".length()))
					.findFirst()
					.orElse("electing");
			}
		}
		catch (IOException ex) {
			return "electing";
		}
	}

}
