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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for several {@link SampleApplication} processes that share a ledger and one
 * ZooKeeper server, each in a JVM of its own.
 */
class SampleFailoverIntegrationTests {

	private static final int INSTANCES = 3;

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final Path LOGS = Path.of("target/failover");

	private static final Logger logger = LoggerFactory.getLogger(SampleFailoverIntegrationTests.class);

	private static final List<SampleInstance> instances = new ArrayList<>();

	@TempDir
	private static Path directory;

	private static int started;

	private static String connectString;

	private static ChildProcess zookeeper;

	private static JdbcClient jdbc;

	@BeforeAll
	static void startZookeeper() throws IOException {
		FileSystemUtils.deleteRecursively(LOGS);
		Files.createDirectories(LOGS);
		int port = SampleInstance.findFreePort();
		connectString = "localhost:" + port;
		zookeeper = ChildProcess.start(ZooKeeperServerMain.class, LOGS.resolve("zookeeper.log"),
				List.of("-Dzookeeper.admin.enableServer=false"), Integer.toString(port),
				directory.resolve("zookeeper").toString(), "500");
		jdbc = JdbcClient.create(new LedgerConfiguration().ledgerDataSource(directory.resolve("ledger.db")));
	}

	@AfterAll
	static void stopAll() {
		instances.forEach(SampleInstance::close);
		instances.clear();
		if (zookeeper != null) {
			zookeeper.close();
		}
	}

	@BeforeEach
	void startInstances() throws IOException {
		instances.removeIf((instance) -> !instance.getProcess().isAlive());
		while (instances.size() < INSTANCES) {
			instances.add(startInstance());
		}
		await().atMost(START_TIMEOUT).until(() -> count("LEADER") == 1 && count("FOLLOWER") == INSTANCES - 1);
		String leader = leader().getId();
		await().until(() -> !tenures().isEmpty() && lastTenure().instance().equals(leader));
	}

	@AfterEach
	void tokensIncreaseFromLeaderToLeader() {
		List<Long> tokens = tenures().stream().map(Tenure::token).toList();
		assertThat(tokens).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void exactlyOneInstanceSettles() {
		List<Tenure> before = tenures();
		await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> count("LEADER") == 1);
		assertThat(tenures()).isEqualTo(before);
		assertThat(jdbc.sql("SELECT count(DISTINCT added_by) FROM entry").query(Integer.class).single())
			.isGreaterThanOrEqualTo(INSTANCES);
	}

	@Test
	void killedLeaderIsReplacedAfterTheSessionTimeout() {
		SampleInstance leader = leader();
		String id = leader.getId();
		Instant killed = now();
		leader.getProcess().kill();
		assertThat(awaitHandover("kill -9", id, killed)).isLessThan(SESSION_TIMEOUT.plusSeconds(2));
	}

	@Test
	void terminatedLeaderHandsOverAtOnceAndLeavesCleanly() throws Exception {
		SampleInstance leader = leader();
		String id = leader.getId();
		Instant terminated = now();
		leader.getProcess().terminate();
		assertThat(awaitHandover("SIGTERM", id, terminated)).isLessThan(SESSION_TIMEOUT.dividedBy(2));
		assertThat(leader.getProcess().awaitExit(30)).isIn(0, 143);
		assertThat(leader.getProcess().readLog()).isNotEmpty()
			.noneMatch((line) -> line.contains("ERROR"))
			.noneMatch((line) -> line.startsWith("\tat "));
	}

	@Test
	void yieldHandsOver() {
		SampleInstance leader = leader();
		String id = leader.getId();
		Instant yielded = now();
		leader.yield();
		assertThat(awaitHandover("yield", id, yielded)).isLessThan(SESSION_TIMEOUT.dividedBy(2));
		await().untilAsserted(() -> assertThat(leader.getState()).isEqualTo("FOLLOWER"));
	}

	private static Duration awaitHandover(String cause, String id, Instant since) {
		await().atMost(Duration.ofSeconds(30)).until(() -> !lastTenure().instance().equals(id));
		Duration handover = Duration.between(since, Instant.parse(lastTenure().since()));
		logger.info("First settlement of the next leader {} ms after {}", handover.toMillis(), cause);
		return handover;
	}

	private static SampleInstance startInstance() throws IOException {
		started++;
		return SampleInstance.start(LOGS.resolve("sample-" + started + ".log"),
				"--sample.ledger=" + directory.resolve("ledger.db"),
				"--leader.zookeeper.connect-string=" + connectString,
				"--leader.zookeeper.session-timeout=" + SESSION_TIMEOUT, "--leader.zookeeper.connection-timeout=2s",
				"--leader.zookeeper.tick-time=500ms");
	}

	private static long count(String state) {
		return instances.stream().filter((instance) -> instance.getState().equals(state)).count();
	}

	private static SampleInstance leader() {
		return instances.stream().filter((instance) -> instance.getState().equals("LEADER")).findFirst().orElseThrow();
	}

	private static List<Tenure> tenures() {
		return jdbc.sql("""
				SELECT token, instance, min(settled) AS since FROM settlement
				GROUP BY token, instance ORDER BY since
				""").query(Tenure.class).list();
	}

	private static Tenure lastTenure() {
		List<Tenure> tenures = tenures();
		return tenures.get(tenures.size() - 1);
	}

	private static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * What one leader settled in one term.
	 *
	 * @param token the fencing token of the term
	 * @param instance the id of the leader
	 * @param since when the leader settled first
	 */
	private record Tenure(long token, String instance, String since) {

	}

}
