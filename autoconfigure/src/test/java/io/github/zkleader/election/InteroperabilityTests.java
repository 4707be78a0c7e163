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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkleader.LeadershipState;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of a mixed fleet: plain {@link LeaderInitiator} instances elect with ours.
 */
@ParameterizedClass
@EnumSource
class InteroperabilityTests extends AbstractElectionTests {

	InteroperabilityTests(Elector elector) {
		super(elector);
	}

	@Test
	void plainInitiatorAndOursElectTogether() throws Exception {
		LeaderInitiator plain = plainInitiator();
		plain.start();
		await().until(() -> plain.getContext().isLeader());
		TestInstance ours = instance("ours").start();
		ours.awaitState(LeadershipState.FOLLOWER);
		await().until(() -> "plain".equals(ours.leadership().getStatus().leaderId()));
		assertThat(ours.leadership().isLeader()).isFalse();
		awaitQueue(ours);
		plain.getContext().yield();
		ours.awaitLeader();
		ours.leadership().yield();
		await().until(() -> plain.getContext().isLeader());
		assertThat(ours.leadership().isLeader()).isFalse();
	}

	@Test
	void oursNeverOpensWhileTheLockOfAnotherIsFirst() throws Exception {
		TestInstance ours = instance("ours");
		AtomicBoolean wrong = new AtomicBoolean();
		CountDownLatch done = new CountDownLatch(1);
		LeaderInitiator plain = plainInitiator();
		plain.start();
		await().until(() -> plain.getContext().isLeader());
		ours.start();
		ours.awaitState(LeadershipState.FOLLOWER);
		Thread asker = new Thread(() -> {
			while (done.getCount() > 0) {
				boolean plainLeads = plain.getContext().isLeader();
				boolean oursLeads = ours.leadership().isLeader();
				if (plainLeads && oursLeads && plain.getContext().isLeader()) {
					wrong.set(true);
				}
			}
		});
		asker.start();
		for (int i = 0; i < 5; i++) {
			awaitQueue(ours);
			plain.getContext().yield();
			ours.awaitLeader();
			ours.leadership().yield();
			await().until(() -> plain.getContext().isLeader());
		}
		done.countDown();
		asker.join();
		assertThat(wrong).isFalse();
	}

	private static void awaitQueue(TestInstance ours) {
		await().until(() -> ours.lockZnodes().size() == 2);
	}

	private LeaderInitiator plainInitiator() {
		CuratorFramework client = closeLater(
				CuratorFrameworkFactory.newClient(server().getConnectString(), new RetryOneTime(100)));
		client.start();
		LeaderInitiator initiator = new LeaderInitiator(client, new DefaultCandidate("plain", "leader"),
				TestInstance.PATH);
		closeLater(initiator::stop);
		return initiator;
	}

}
