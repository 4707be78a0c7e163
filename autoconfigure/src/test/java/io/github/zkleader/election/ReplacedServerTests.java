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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.FreePorts;
import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import org.apache.curator.ensemble.fixed.FixedEnsembleProvider;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a server that comes back as another one: with a lower limit for the session
 * timeout, without its data, under another connect string.
 */
@Tag("ensemble")
@ParameterizedClass
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class ReplacedServerTests implements ElectionListener {

	private static final Duration ASKED_FOR = Duration.ofSeconds(20);

	private static final Duration SHORTER = Duration.ofSeconds(12);

	private static final Duration SHORT = Duration.ofSeconds(3);

	private static final int TICK = 200;

	private final int port = FreePorts.next();

	private final List<RevokeReason> revocations = new CopyOnWriteArrayList<>();

	private final ClosedSessions closedSessions = new ClosedSessions();

	@TempDir
	private Path directory;

	private TestingServer server;

	private CuratorFramework client;

	private Elections elections;

	private Leadership leadership;

	private final FixedEnsembleProvider provider = new FixedEnsembleProvider("localhost:" + this.port, false);

	private final Elector elector;

	ReplacedServerTests(Elector elector) {
		this.elector = elector;
	}

	@BeforeEach
	void startServer() throws Exception {
		startServer("data", ASKED_FOR);
	}

	private void lead(Duration sessionTimeout) throws Exception {
		this.client = new LeaderClientFactory(this.closedSessions).create(CuratorFrameworkFactory.builder()
			.ensembleProvider(this.provider)
			.sessionTimeoutMs((int) sessionTimeout.toMillis())
			.connectionTimeoutMs(1000)
			.retryPolicy(new RetryOneTime(100)), List.of());
		this.client.start();
		ElectionSettings settings = new ElectionSettings("first", TestInstance.PATH, Duration.ofSeconds(1),
				Duration.ofSeconds(1), Duration.ofSeconds(30), OnListenerFailure.YIELD)
			.withElector(this.elector);
		SessionSettings session = new SessionSettings(this.server.getConnectString(), sessionTimeout,
				Duration.ofMillis(TICK), false, true);
		this.elections = new ElectionsFactory(settings, "leader", (event) -> {
		}, List.of(this)).zookeeper(this.client, session, this.closedSessions);
		this.leadership = this.elections.join("leader");
		this.elections.start();
		assertThat(this.leadership.await(Duration.ofSeconds(20))).isTrue();
	}

	@AfterEach
	void close() throws IOException {
		this.elections.close();
		this.client.close();
		this.server.close();
	}

	private void startServer(String data, Duration maxSessionTimeout) throws Exception {
		this.server = new TestingServer(new InstanceSpec(this.directory.resolve(data).toFile(), this.port, -1, -1,
				false, -1, TICK, -1, Map.of("maxSessionTimeout", Long.toString(maxSessionTimeout.toMillis()))), true);
	}

	@Test
	void leaseIsShortenedAtOnceAndLeadershipGoesOn(CapturedOutput output) throws Exception {
		lead(ASKED_FOR);
		long token = this.leadership.getTerm().orElseThrow().fencingToken();
		Duration lease = Duration.ofNanos(LeaseTiming.of(SHORTER, Duration.ofMillis(TICK)).duration());
		await().until(() -> leaseRemaining().compareTo(lease) > 0);
		this.server.stop();
		startServer("data", SHORTER);
		await().until(() -> SHORTER.equals(this.elections.getConnection().sessionTimeout()));
		await().atMost(Duration.ofMillis(200)).until(() -> leaseRemaining().compareTo(lease) <= 0);
		await().during(Duration.ofSeconds(3))
			.until(() -> leaseRemaining().compareTo(lease) <= 0 && this.leadership.isLeader());
		assertThat(this.leadership.getTerm().orElseThrow().fencingToken()).isEqualTo(token);
		assertThat(output).containsOnlyOnce("allows a session timeout of " + SHORTER + ", less than " + ASKED_FOR);
	}

	@Test
	void serverWithoutTheDataIsElectedOn() throws Exception {
		lead(SHORT);
		this.server.stop();
		startServer("empty", ASKED_FOR);
		await().atMost(SHORT).until(() -> !this.leadership.isLeader());
		await().atMost(Duration.ofSeconds(30)).until(this.leadership::isLeader);
		assertThat(this.revocations).hasSize(1);
	}

	@Test
	void gateIsClosedBeforeTheSessionOfAReplacedConnectStringIs() throws Exception {
		lead(ASKED_FOR);
		long token = this.leadership.getTerm().orElseThrow().fencingToken();
		AtomicBoolean ledWhenClosed = new AtomicBoolean();
		this.closedSessions.addListener((sessionId) -> ledWhenClosed.set(this.leadership.isLeader()));
		this.provider.setConnectionString("127.0.0.1:" + this.port);
		this.server.restart();
		await().until(() -> this.revocations.equals(List.of(RevokeReason.SESSION)));
		await().until(this.leadership::isLeader);
		assertThat(ledWhenClosed).isFalse();
		assertThat(this.leadership.getTerm().orElseThrow().fencingToken()).isGreaterThan(token);
	}

	@Override
	public void onRevoked(Term term, RevokeReason reason, Duration tenure) {
		this.revocations.add(reason);
	}

	private Duration leaseRemaining() {
		ConnectionStatus status = this.elections.getConnection();
		return (status.leaseRemaining() != null) ? status.leaseRemaining() : Duration.ZERO;
	}

}
