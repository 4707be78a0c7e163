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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.zkleader.LeadershipState;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;

import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that instances with every {@link Elector} and plain {@link LeaderInitiator}
 * instances elect together.
 */
class MixedFleetTests extends AbstractElectionTests {

	private static final String ROLE_PATH = TestInstance.PATH + "/leader";

	private static final int ROUNDS = 3;

	@Test
	void leadershipGoesRoundInTheOrderOfTheQueue() throws Exception {
		CuratorFramework client = closeLater(
				CuratorFrameworkFactory.newClient(server().getConnectString(), new RetryOneTime(100)));
		client.start();
		LeaderInitiator plain = new LeaderInitiator(client, new DefaultCandidate("plain", "leader"), TestInstance.PATH);
		closeLater(plain::stop);
		TestInstance initiator = instance("initiator", (settings) -> settings.withElector(Elector.INITIATOR));
		TestInstance direct = instance("direct", (settings) -> settings.withElector(Elector.DIRECT));
		Map<String, BooleanSupplier> leaders = Map.of("plain", () -> plain.getContext().isLeader(), "initiator",
				initiator.join()::isLeader, "direct", direct.join()::isLeader);
		Map<String, Runnable> yields = Map.of("plain", () -> plain.getContext().yield(), "initiator",
				initiator.join()::yield, "direct", direct.join()::yield);
		plain.start();
		await().until(() -> plain.getContext().isLeader());
		initiator.start().awaitState(LeadershipState.FOLLOWER);
		await().until(() -> queue(client).size() == 2);
		direct.start();
		AtomicBoolean end = new AtomicBoolean();
		AtomicBoolean two = new AtomicBoolean();
		CountDownLatch ended = new CountDownLatch(1);
		Thread asker = new Thread(() -> {
			while (!end.get()) {
				boolean initiatorLeads = leaders.get("initiator").getAsBoolean();
				boolean directLeads = leaders.get("direct").getAsBoolean();
				if (initiatorLeads && directLeads && leaders.get("initiator").getAsBoolean()) {
					two.set(true);
				}
			}
			ended.countDown();
		});
		asker.start();
		for (int i = 0; i < 3 * ROUNDS; i++) {
			await().until(() -> queue(client).size() == 3);
			List<String> queue = queue(client);
			String leader = queue.get(0);
			await().until(() -> leaders.get(leader).getAsBoolean());
			assertThat(leaders.keySet()).filteredOn((id) -> leaders.get(id).getAsBoolean()).containsExactly(leader);
			yields.get(leader).run();
			await().until(() -> leaders.get(queue.get(1)).getAsBoolean());
			await().until(() -> queue(client).equals(List.of(queue.get(1), queue.get(2), leader)));
		}
		end.set(true);
		ended.await();
		assertThat(two).isFalse();
	}

	private static List<String> queue(CuratorFramework client) throws Exception {
		return LockZnodes.inOrder(client.getChildren().forPath(ROLE_PATH)).stream().map((lock) -> {
			try {
				return new String(client.getData().forPath(ROLE_PATH + "/" + lock), StandardCharsets.UTF_8);
			}
			catch (Exception ex) {
				return "gone";
			}
		}).toList();
	}

}
