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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.zkleader.FreePorts;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the peers of an {@link EmbeddedZookeeper}. Those that have to end as a
 * process does are tested with the sample application.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedEnsembleTests {

	private final List<EmbeddedPeer> peers = IntStream.rangeClosed(1, 3)
		.mapToObj((id) -> new EmbeddedPeer(id, "localhost", FreePorts.next(), FreePorts.next(), FreePorts.next()))
		.toList();

	private final List<EmbeddedZookeeper> started = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.started.forEach(EmbeddedZookeeper::close);
	}

	@Test
	void firstPeerWaitsForNobody(CapturedOutput output) {
		EmbeddedZookeeper first = start(null);
		assertThat(first.isJoined()).isFalse();
		assertThat(first.getConnectString()).isEqualTo("127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d",
				this.peers.get(0).port(), this.peers.get(1).port(), this.peers.get(2).port());
		assertThat(ServerProbe.of(this.peers.get(0).port())).isEqualTo(ServerProbe.ZOOKEEPER);
		assertThat(srvr(this.peers.get(0))).contains("not currently serving");
		assertThat(output).containsOnlyOnce("peer 1 of 3").containsOnlyOnce("not for production");
	}

	@Test
	void everyInstanceRunsAnotherPeerAndTheFourthJoins(CapturedOutput output) throws Exception {
		IntStream.range(0, 3).forEach((i) -> assertThat(start(null).isJoined()).isFalse());
		EmbeddedZookeeper fourth = start(null);
		assertThat(fourth.isJoined()).isTrue();
		assertThat(output).containsOnlyOnce("Joined the ZooKeeper ensemble at " + fourth.getConnectString());
		try (CuratorFramework client = client(fourth.getConnectString())) {
			client.create().forPath("/here");
		}
		awaitMode(this.peers.get(0), "Mode: ");
	}

	@Test
	void survivesAnyPeerAndTakesItBack() throws Exception {
		IntStream.range(0, 3).forEach((i) -> start(null));
		try (CuratorFramework client = client(this.started.get(0).getConnectString())) {
			for (EmbeddedPeer peer : this.peers) {
				this.started.remove(0).close();
				client.create().forPath("/without-" + peer.id());
				start(peer.port());
				awaitMode(peer, "Mode: ");
			}
		}
		try (CuratorFramework client = client("127.0.0.1:" + this.peers.get(2).port())) {
			assertThat(client.getChildren().forPath("/")).contains("without-1", "without-2", "without-3");
		}
	}

	@Test
	void refusesPeerThatRuns() {
		start(this.peers.get(1).port());
		assertThatExceptionOfType(EmbeddedZookeeperException.class).isThrownBy(() -> start(this.peers.get(1).port()))
			.withMessageContaining("peer 2")
			.withMessageContaining("another instance");
	}

	@Test
	void refusesPortOfNoPeer() {
		assertThatExceptionOfType(EmbeddedZookeeperException.class).isThrownBy(() -> start(1))
			.withMessageContaining("on port 1")
			.withMessageContaining(this.peers.get(2).connectString());
	}

	@Test
	void refusesPortThatSomethingElseUses() throws Exception {
		EmbeddedPeer first = this.peers.get(0);
		for (int port : first.ports()) {
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				assertThatExceptionOfType(EmbeddedZookeeperException.class).isThrownBy(() -> start(null))
					.withMessageContaining("peer 1 (localhost:%d)", first.port())
					.withMessageContaining("its port " + socket.getLocalPort());
			}
		}
		assertThat(start(null).isJoined()).isFalse();
	}

	@Test
	void leavesPeersOfOtherHostsToThem() {
		List<EmbeddedPeer> elsewhere = List.of(new EmbeddedPeer(1, "198.51.100.1", 2181),
				new EmbeddedPeer(2, "203.0.113.1", 2181), this.peers.get(2));
		EmbeddedZookeeper third = EmbeddedZookeeper.startPeer(elsewhere, null, this.directory, Duration.ofMillis(200),
				Duration.ofSeconds(30));
		this.started.add(third);
		assertThat(this.directory).isDirectoryContaining((path) -> path.endsWith("peer-3"));
	}

	@Test
	void leavesNothingRunning() {
		Set<Thread> threads = Set.copyOf(Thread.getAllStackTraces().keySet());
		IntStream.range(0, 3).forEach((i) -> start(null));
		awaitMode(this.peers.get(2), "Mode: ");
		this.started.forEach(EmbeddedZookeeper::close);
		await().until(() -> EmbeddedZookeeperTests.serverThreads(threads).isEmpty());
		assertThat(this.peers).flatMap(EmbeddedPeer::ports)
			.allSatisfy((port) -> assertThat(ServerProbe.of(port)).isEqualTo(ServerProbe.NOTHING));
	}

	private EmbeddedZookeeper start(@Nullable Integer port) {
		EmbeddedZookeeper zookeeper = EmbeddedZookeeper.startPeer(this.peers, port, this.directory,
				Duration.ofMillis(200), Duration.ofSeconds(30));
		this.started.add(zookeeper);
		return zookeeper;
	}

	private static CuratorFramework client(String connectString) {
		CuratorFramework client = CuratorFrameworkFactory.newClient(connectString, 5000, 5000, new RetryForever(100));
		client.start();
		return client;
	}

	private static void awaitMode(EmbeddedPeer peer, String mode) {
		await().atMost(Duration.ofSeconds(30)).until(() -> srvr(peer).contains(mode));
	}

	private static String srvr(EmbeddedPeer peer) {
		try (Socket socket = new Socket(peer.address(), peer.port())) {
			socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
