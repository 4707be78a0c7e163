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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.ZooKeeper;

/**
 * A real ZooKeeper server in this process.
 */
final class ZookeeperTestEnsemble implements TestEnsemble {

	private static final String ROLE_PATH = TestInstance.PATH + "/leader";

	private final Map<String, CuratorFramework> clients = new ConcurrentHashMap<>();

	private final TestingServer server;

	private final Elector elector;

	ZookeeperTestEnsemble() {
		this(Elector.INITIATOR);
	}

	ZookeeperTestEnsemble(Elector elector) {
		this(elector, TestInstance.TICK);
	}

	/**
	 * Start a server.
	 * @param elector who elects
	 * @param tick its tick; sessions may last for 20 of them
	 */
	ZookeeperTestEnsemble(Elector elector, Duration tick) {
		this.elector = elector;
		try {
			this.server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, (int) tick.toMillis(), -1),
					true);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	TestingServer server() {
		return this.server;
	}

	CuratorFramework client(String id) {
		return this.clients.get(id);
	}

	@Override
	public Elections join(String id, ElectionsFactory factory, Duration sessionTimeout) {
		ClosedSessions closedSessions = new ClosedSessions();
		CuratorFramework client = new LeaderClientFactory(closedSessions).create(CuratorFrameworkFactory.builder()
			.connectString(this.server.getConnectString())
			.sessionTimeoutMs((int) sessionTimeout.toMillis())
			.connectionTimeoutMs(1000)
			.retryPolicy(new RetryOneTime(100)), List.of());
		client.start();
		this.clients.put(id, client);
		SessionSettings session = new SessionSettings(this.server.getConnectString(), sessionTimeout, TestInstance.TICK,
				false, true);
		return factory.zookeeper(client, session, closedSessions);
	}

	@Override
	public Elector elector() {
		return this.elector;
	}

	@Override
	public void leave(String id) {
		client(id).close();
	}

	@Override
	public List<String> locks(String id) throws Exception {
		return client(id).getChildren().forPath(ROLE_PATH);
	}

	@Override
	public void goSilent() throws Exception {
		this.server.stop();
	}

	@Override
	public void comeBack() throws Exception {
		this.server.restart();
	}

	@Override
	public void blip() throws Exception {
		this.server.restart();
	}

	@Override
	public void expireSession(String id) throws Exception {
		ZooKeeper victim = client(id).getZookeeperClient().getZooKeeper();
		CountDownLatch connected = new CountDownLatch(1);
		ZooKeeper thief = new ZooKeeper(this.server.getConnectString(), (int) TestInstance.SESSION_TIMEOUT.toMillis(),
				(event) -> connected.countDown(), victim.getSessionId(), victim.getSessionPasswd());
		connected.await();
		thief.close();
	}

	@Override
	public void deleteLock(String id) throws Exception {
		for (String lock : locks(id)) {
			byte[] owner = client(id).getData().forPath(ROLE_PATH + "/" + lock);
			if (id.equals(new String(owner))) {
				client(id).delete().forPath(ROLE_PATH + "/" + lock);
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
