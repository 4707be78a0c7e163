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

package io.github.zkleader.sample;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for three {@link SampleApplication} processes that bring their ZooKeeper ensemble
 * along, and need nothing else.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedEnsembleIntegrationTests {

	private static final int INSTANCES = 3;

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final Path LOGS = Path.of("target/embedded-ensemble");

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedEnsembleIntegrationTests.class);

	private static final SampleInstance[] instances = new SampleInstance[INSTANCES];

	private static final List<Integer> ports = new ArrayList<>();

	@TempDir
	private static Path directory;

	private static int started;

	private static String peers;

	private static JdbcClient jdbc;

	@BeforeAll
	static void startInstances() throws IOException {
		FileSystemUtils.deleteRecursively(LOGS);
		Files.createDirectories(LOGS);
		for (int i = 0; i < 3 * INSTANCES; i++) {
			ports.add(SampleInstance.findFreePort());
		}
		peers = IntStream.range(0, INSTANCES)
			.mapToObj((i) -> "localhost:%d:%d:%d".formatted(ports.get(i), ports.get(INSTANCES + i),
					ports.get(2 * INSTANCES + i)))
			.collect(Collectors.joining(","));
		jdbc = JdbcClient.create(new LedgerConfiguration().ledgerDataSource(directory.resolve("ledger.db")));
		for (int i = 0; i < INSTANCES; i++) {
			instances[i] = startInstance();
		}
		awaitAll();
	}

	@AfterAll
	static void stopAll() {
		for (SampleInstance instance : instances) {
			if (instance != null) {
				instance.close();
			}
		}
	}

	@Test
	@Order(1)
	void survivesKillOfEveryInstanceInTurn() throws Exception {
		for (int i = 0; i < INSTANCES; i++) {
			boolean leader = instances[i].getState().equals("LEADER");
			long token = newestToken();
			instances[i].getProcess().kill();
			long killed = System.nanoTime();
			instances[i].getProcess().awaitExit(10);
			long settled = settledEntries();
			await().atMost(Duration.ofSeconds(30)).until(() -> count("LEADER") == 1 && count("FOLLOWER") == 1);
			await().atMost(Duration.ofSeconds(30)).until(() -> settledEntries() > settled);
			logger.info("Settling {} ms after kill -9 of {}", (System.nanoTime() - killed) / 1_000_000,
					leader ? "the leader" : "a follower");
			assertThat(newestToken()).satisfies((newest) -> assertThat(newest > token).isEqualTo(leader));
			instances[i] = startInstance();
			awaitAll();
		}
	}

	@Test
	@Order(2)
	void leadershipIsReleasedBeforeThePeerStops() throws Exception {
		int leader = IntStream.range(0, INSTANCES)
			.filter((i) -> instances[i].getState().equals("LEADER"))
			.findFirst()
			.orElseThrow();
		long token = newestToken();
		long terminated = System.nanoTime();
		instances[leader].getProcess().terminate();
		await().atMost(Duration.ofSeconds(30)).until(() -> newestToken() > token);
		Duration handover = Duration.ofNanos(System.nanoTime() - terminated);
		logger.info("Settling {} ms after SIGTERM", handover.toMillis());
		assertThat(handover).isLessThan(SESSION_TIMEOUT.dividedBy(2));
		assertThat(instances[leader].getProcess().awaitExit(30)).isIn(0, 143);
		assertThat(instances[leader].getProcess().readLog()).anyMatch((line) -> line.endsWith("'leader': stopped"))
			.noneMatch((line) -> line.contains("ERROR") && !line.contains(" o.a.z"));
		instances[leader] = startInstance();
		awaitAll();
	}

	@Test
	@Order(3)
	void allStopInTime() throws Exception {
		for (SampleInstance instance : instances) {
			instance.getProcess().terminate();
		}
		for (SampleInstance instance : instances) {
			assertThat(instance.getProcess().awaitExit(30)).isIn(0, 143);
		}
	}

	private static SampleInstance startInstance() throws IOException {
		started++;
		return SampleInstance.start(LOGS.resolve("sample-" + started + ".log"), "--sample.directory=" + directory,
				"--leader.zookeeper.embedded.peers=" + peers, "--leader.zookeeper.session-timeout=" + SESSION_TIMEOUT,
				"--leader.zookeeper.connection-timeout=2s", "--leader.zookeeper.tick-time=500ms");
	}

	private static void awaitAll() {
		await().atMost(START_TIMEOUT)
			.until(() -> count("LEADER") == 1 && count("FOLLOWER") == INSTANCES - 1 && servingPeers() == INSTANCES);
		await().until(() -> newestToken() > 0);
	}

	private static long count(String state) {
		return IntStream.range(0, INSTANCES)
			.mapToObj((i) -> instances[i])
			.filter(Objects::nonNull)
			.filter((instance) -> instance.getState().equals(state))
			.count();
	}

	private static long servingPeers() {
		return ports.stream().limit(INSTANCES).filter(EmbeddedEnsembleIntegrationTests::isServing).count();
	}

	private static boolean isServing(int port) {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains("Mode: ");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static long newestToken() {
		return jdbc.sql("SELECT coalesce(max(token), 0) FROM settlement").query(Long.class).single();
	}

	private static long settledEntries() {
		return jdbc.sql("SELECT count(*) FROM settlement").query(Long.class).single();
	}

}
