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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a session is recorded as closed while the server still knows it.
 */
class SessionCloseTests {

	private static EmbeddedZookeeper zookeeper;

	private final ClosedSessions closedSessions = new ClosedSessions();

	private final LeaderClientFactory factory = new LeaderClientFactory(this.closedSessions);

	private final List<Boolean> existedWhenMarked = new CopyOnWriteArrayList<>();

	private CuratorFramework observer;

	@BeforeAll
	static void startServer() {
		zookeeper = EmbeddedZookeeper.start(0, null, Duration.ofMillis(500), Duration.ofSeconds(30));
	}

	@AfterAll
	static void stopServer() {
		zookeeper.close();
	}

	@BeforeEach
	void observe() {
		this.observer = builder().build();
		this.observer.start();
		this.closedSessions.addListener((sessionId) -> this.existedWhenMarked.add(exists()));
	}

	@AfterEach
	void stopObserving() {
		this.observer.close();
	}

	@Test
	void closeOfClient() throws Exception {
		CuratorFramework client = this.factory.create(builder(), List.of());
		long sessionId = createNode(client);
		client.close();
		assertMarkedBeforeGone(sessionId);
	}

	@Test
	void resetOfClient() throws Exception {
		try (CuratorFramework client = this.factory.create(builder(), List.of())) {
			long sessionId = createNode(client);
			client.getZookeeperClient().reset();
			assertMarkedBeforeGone(sessionId);
		}
	}

	@Test
	void timedCloseOfHandle() throws Exception {
		try (CuratorFramework client = this.factory.create(builder(), List.of())) {
			long sessionId = createNode(client);
			client.getZookeeperClient().getZooKeeper().close(1000);
			assertMarkedBeforeGone(sessionId);
		}
	}

	@Test
	void closeOfAdoptedClient() throws Exception {
		LeaderClient client = this.factory.adopt(builder().build());
		long sessionId = createNode(client.framework());
		client.framework().close();
		assertMarkedBeforeGone(sessionId);
	}

	private void assertMarkedBeforeGone(long sessionId) {
		assertThat(this.closedSessions.contains(sessionId)).isTrue();
		assertThat(this.existedWhenMarked).startsWith(true);
		Awaitility.await().until(() -> !exists());
	}

	private long createNode(CuratorFramework client) throws Exception {
		client.start();
		client.create().withMode(CreateMode.EPHEMERAL).forPath("/node");
		return client.getZookeeperClient().getZooKeeper().getSessionId();
	}

	private boolean exists() {
		try {
			return this.observer.checkExists().forPath("/node") != null;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CuratorFrameworkFactory.Builder builder() {
		return CuratorFrameworkFactory.builder()
			.connectString(zookeeper.getConnectString())
			.sessionTimeoutMs(5000)
			.retryPolicy(new RetryOneTime(100));
	}

}
