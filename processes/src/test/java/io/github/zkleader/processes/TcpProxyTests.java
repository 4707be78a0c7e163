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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import io.github.zkleader.processes.TcpProxy.Direction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TcpProxy}.
 */
class TcpProxyTests {

	private static final int PATIENCE = 10_000;

	private ServerSocket listener;

	private TcpProxy proxy;

	private Socket client;

	private Socket server;

	@BeforeEach
	void connect() throws IOException {
		this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.proxy = new TcpProxy(this.listener.getLocalPort());
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.proxy.getPort());
		this.server = this.listener.accept();
		this.client.setSoTimeout(PATIENCE);
		this.server.setSoTimeout(PATIENCE);
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.server.close();
		this.proxy.close();
		this.listener.close();
	}

	@Test
	void passesBothWays() throws IOException {
		this.client.getOutputStream().write(1);
		assertThat(this.server.getInputStream().read()).isEqualTo(1);
		this.server.getOutputStream().write(2);
		assertThat(this.client.getInputStream().read()).isEqualTo(2);
		assertThat(this.proxy.isInUse()).isTrue();
	}

	@Test
	void holdsWhatIsCutUntilItIsHealed() throws IOException {
		this.proxy.cut(Direction.FORTH);
		this.client.getOutputStream().write(1);
		this.server.getOutputStream().write(2);
		assertThat(this.client.getInputStream().read()).isEqualTo(2);
		Awaitility.await().during(Duration.ofMillis(100)).until(() -> this.server.getInputStream().available() == 0);
		this.proxy.heal();
		assertThat(this.server.getInputStream().read()).isEqualTo(1);
	}

	@Test
	void delays() throws IOException {
		this.proxy.delay(Duration.ofMillis(200), Direction.FORTH);
		long start = System.nanoTime();
		this.client.getOutputStream().write(1);
		assertThat(this.server.getInputStream().read()).isEqualTo(1);
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
	}

	@Test
	void resets() throws IOException {
		passesBothWays();
		this.proxy.reset();
		assertThat(this.client.getInputStream().read()).isEqualTo(-1);
		assertThat(this.server.getInputStream().read()).isEqualTo(-1);
		assertThat(this.proxy.isInUse()).isFalse();
	}

}
