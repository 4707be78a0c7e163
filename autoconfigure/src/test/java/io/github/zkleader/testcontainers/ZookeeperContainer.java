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

package io.github.zkleader.testcontainers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

import static org.awaitility.Awaitility.await;

/**
 * A ZooKeeper server in a container, started when it serves and not only listens.
 */
class ZookeeperContainer extends GenericContainer<ZookeeperContainer> {

	static final Duration TICK = Duration.ofMillis(500);

	private static final int PORT = 2181;

	private static final int PROBE_TIMEOUT_MS = 1000;

	ZookeeperContainer() {
		super("zookeeper:3.9");
		withExposedPorts(PORT);
		withEnv("ZOO_TICK_TIME", String.valueOf(TICK.toMillis()));
		waitingFor(new Serving());
	}

	String getConnectString() {
		return getHost() + ":" + getMappedPort(PORT);
	}

	/**
	 * Freeze the server's processes: its connections stay open, but nothing answers.
	 */
	void pause() {
		getDockerClient().pauseContainerCmd(getContainerId()).exec();
	}

	void unpause() {
		getDockerClient().unpauseContainerCmd(getContainerId()).exec();
	}

	void kill() {
		getDockerClient().killContainerCmd(getContainerId()).exec();
	}

	boolean isServing() {
		return srvr().contains("Mode: ");
	}

	boolean isEnsembleLeader() {
		return srvr().contains("Mode: leader");
	}

	private String srvr() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(getHost(), getMappedPort(PORT)), PROBE_TIMEOUT_MS);
			socket.setSoTimeout(PROBE_TIMEOUT_MS);
			socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Waits until the server answers as one that serves clients.
	 */
	private final class Serving extends AbstractWaitStrategy {

		@Override
		protected void waitUntilReady() {
			await().atMost(this.startupTimeout).until(ZookeeperContainer.this::isServing);
		}

	}

}
