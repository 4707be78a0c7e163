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

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import io.github.zkleader.LeadershipState;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickedTask;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListener;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZookeeperTickStore} and the plain recipes beside it.
 */
class ZookeeperTickStoreTests extends AbstractElectionTests {

	private static final String ROLE_PATH = TestInstance.PATH + "/leader";

	private static final TickRecord RECORD = new TickRecord("fixed rate PT1S", null, Instant.EPOCH);

	@Test
	void nothingIsWrittenWithoutTheOptIn() throws Exception {
		TestInstance instance = instance("first");
		Objects.requireNonNull(instance.startAndLead().elections().register("leader", "job.run", true).enter())
			.end(null);
		assertThat(instance.client().getChildren().forPath(ROLE_PATH)).hasSize(1)
			.allMatch((name) -> name.contains("lock-"));
	}

	@Test
	void recordsAndInstancesAreUnderThePathOfTheRole() throws Exception {
		TestInstance instance = instance("first/1");
		TickedTask task = instance.elections().registerTicked("leader", "re/port.run(int[],String)", true);
		instance.startAndLead();
		TickClaim claim = Objects.requireNonNull(task.claim());
		claim.read();
		claim.write(RECORD);
		CuratorFramework client = instance.client();
		assertThat(client.getChildren().forPath(ROLE_PATH + "/tasks"))
			.containsExactlyInAnyOrder("re%2Fport.run%28int%5B%5D%2CString%29", "instances");
		assertThat(client.getChildren().forPath(ROLE_PATH + "/tasks/instances")).containsExactly("first%2F1");
		Stat stat = client.checkExists().forPath(ROLE_PATH + "/tasks/instances/first%2F1");
		assertThat(stat.getEphemeralOwner()).isEqualTo(client.getZookeeperClient().getZooKeeper().getSessionId());
	}

	@Test
	void instanceIsAnnouncedAnewWithANewSession() throws Exception {
		TestInstance instance = instance("first");
		instance.elections().registerTicked("leader", "job.run", true);
		instance.startAndLead();
		ensemble().expireSession("first");
		await().until(() -> instance.events(OnGrantedEvent.class).size() == 2);
		instance.awaitLeader();
		Stat stat = instance.client().checkExists().forPath(ROLE_PATH + "/tasks/instances/first");
		assertThat(stat.getEphemeralOwner())
			.isEqualTo(instance.client().getZookeeperClient().getZooKeeper().getSessionId());
	}

	@Test
	void recordThatAnAdministratorDeletesIsMissedButOnce() throws Exception {
		TestInstance instance = instance("first");
		TickedTask task = instance.elections().registerTicked("leader", "job.run", true);
		instance.startAndLead();
		TickClaim claim = Objects.requireNonNull(task.claim());
		claim.read();
		claim.write(RECORD);
		instance.client().delete().forPath(ROLE_PATH + "/tasks/job.run");
		claim.write(RECORD);
		assertThat(claim.read()).isEqualTo(RECORD);
	}

	@Test
	void plainInitiatorsElectBesideTheRecords() {
		TestInstance ours = instance("ours");
		ours.elections().registerTicked("leader", "job.run", true);
		ours.startAndLead();
		LeaderInitiator one = plainInitiator("one");
		one.start();
		LeaderInitiator two = plainInitiator("two");
		two.start();
		ours.stop();
		await().until(() -> one.getContext().isLeader() || two.getContext().isLeader());
		LeaderInitiator first = one.getContext().isLeader() ? one : two;
		LeaderInitiator second = (first == one) ? two : one;
		assertThat(second.getContext().isLeader()).isFalse();
		first.stop();
		await().until(() -> second.getContext().isLeader());
	}

	@Test
	void plainSelectorsElectBesideTheRecords() throws Exception {
		TestInstance ours = instance("ours");
		ours.elections().registerTicked("leader", "job.run", true);
		ours.startAndLead();
		LeaderSelector selector = closeLater(new LeaderSelector(client(), ROLE_PATH, new Forever()));
		selector.setId("selector");
		selector.start();
		await().until(() -> ours.lockZnodes().size() == 3);
		assertThat(selector.getLeader().getId()).isEqualTo("ours");
		ours.stop();
		await().until(selector::hasLeadership);
		assertThat(selector.getLeader().getId()).isEqualTo("selector");
	}

	@Test
	void plainInitiatorThatLedIsForeign() throws Exception {
		TestInstance ours = instance("ours");
		TickedTask task = ours.elections().registerTicked("leader", "job.run", true);
		ours.startAndLead();
		TickClaim claim = Objects.requireNonNull(task.claim());
		claim.read();
		claim.write(RECORD);
		LeaderInitiator plain = plainInitiator("plain");
		plain.start();
		await().until(() -> ours.lockZnodes().size() == 3);
		ours.leadership().yield();
		await().until(() -> "plain".equals(ours.leadership().getStatus().leaderId()));
		ours.awaitState(LeadershipState.FOLLOWER);
		await().until(() -> new String(ours.client().getData().forPath(ROLE_PATH + "/tasks")).length() > 0);
		plain.stop();
		ours.awaitLeader();
		TickClaim next = Objects.requireNonNull(task.claim());
		assertThat(next.read()).isEqualTo(RECORD);
		assertThat(next.isForeign()).isTrue();
	}

	private LeaderInitiator plainInitiator(String id) {
		LeaderInitiator initiator = new LeaderInitiator(client(), new DefaultCandidate(id, "leader"),
				TestInstance.PATH);
		closeLater(initiator::stop);
		return initiator;
	}

	private CuratorFramework client() {
		CuratorFramework client = closeLater(
				CuratorFrameworkFactory.newClient(server().getConnectString(), new RetryOneTime(100)));
		client.start();
		return client;
	}

	private static final class Forever implements LeaderSelectorListener {

		@Override
		public void takeLeadership(CuratorFramework client) throws Exception {
			new CountDownLatch(1).await();
		}

		@Override
		public void stateChanged(CuratorFramework client, ConnectionState newState) {
		}

	}

}
