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

import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for campaigns that cannot work as things are, and recover when the cause is gone.
 */
@Tag("ensemble")
@ParameterizedClass
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class CampaignFailureTests extends AbstractElectionTests {

	private static final List<ACL> READ_ONLY = List.of(new ACL(Perms.READ | Perms.ADMIN, Ids.ANYONE_ID_UNSAFE));

	private CuratorFramework admin;

	CampaignFailureTests(Elector elector) {
		super(elector);
	}

	@BeforeEach
	void connectAdmin() {
		this.admin = closeLater(CuratorFrameworkFactory.newClient(server().getConnectString(), new RetryOneTime(100)));
		this.admin.start();
	}

	@Test
	void missingRightsAreNamedAndRecoveredFrom() throws Exception {
		this.admin.create().creatingParentsIfNeeded().withACL(READ_ONLY).forPath(TestInstance.PATH);
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.FAILED);
		assertThat(instance.leadership().getStatus().problem()).contains("no right")
			.contains(TestInstance.PATH)
			.contains("leader.zookeeper.auth");
		this.admin.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath(TestInstance.PATH);
		instance.awaitLeader();
		assertThat(instance.leadership().getStatus().problem()).isNull();
	}

	@Test
	void rightsThatAreTakenAwayLaterAreNoticed() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		this.admin.setACL().withACL(READ_ONLY).forPath(TestInstance.PATH + "/leader");
		instance.leadership().yield();
		instance.awaitState(LeadershipState.FAILED);
		this.admin.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath(TestInstance.PATH + "/leader");
		instance.awaitLeader();
	}

	@Test
	void pathThatIsALeafIsNamed() throws Exception {
		this.admin.create().withMode(CreateMode.EPHEMERAL).forPath("/zkleader");
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.FAILED);
		assertThat(instance.leadership().getStatus().problem()).contains("ephemeral").contains("leader.path");
		this.admin.delete().forPath("/zkleader");
		instance.awaitLeader();
	}

	@Test
	void failedCampaignIsTriedOnceASecondAtMost() throws Exception {
		this.admin.create().creatingParentsIfNeeded().withACL(READ_ONLY).forPath(TestInstance.PATH);
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.FAILED);
		long before = transactions();
		await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
		// The renewals of the lease, five a second, and two attempts of a campaign a
		// second
		assertThat(transactions() - before).isLessThan(3 * (5 + 4) + 10);
	}

	@Test
	void sameProblemIsOneEntryOfTheHistory() throws Exception {
		this.admin.create().creatingParentsIfNeeded().withACL(READ_ONLY).forPath(TestInstance.PATH);
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.FAILED);
		await().during(Duration.ofMillis(2500))
			.atMost(Duration.ofSeconds(10))
			.until(() -> instance.leadership()
				.getStatus()
				.history()
				.stream()
				.filter((change) -> change.state() == LeadershipState.FAILED)
				.count() == 1);
	}

	@Test
	void sameProblemIsLoggedOnce(CapturedOutput output) throws Exception {
		this.admin.create().creatingParentsIfNeeded().withACL(READ_ONLY).forPath(TestInstance.PATH);
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.FAILED);
		instance.leadership().pause();
		instance.awaitState(LeadershipState.PAUSED);
		instance.leadership().resume();
		instance.awaitState(LeadershipState.FAILED);
		assertThat(output).containsOnlyOnce("no right to read, create and delete");
	}

	@Test
	void electsWhenTheServerComesBack() throws Exception {
		server().stop();
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.CONNECTING);
		server().restart();
		Leadership leadership = instance.leadership();
		await().atMost(Duration.ofSeconds(20)).until(leadership::isLeader);
	}

	@Test
	void secondElectorOfTheSameClientAndRoleIsRefused() {
		TestInstance instance = instance("first").startAndLead();
		ElectionSettings settings = new ElectionSettings("second", TestInstance.PATH, Duration.ZERO, Duration.ZERO,
				Duration.ofSeconds(1), OnListenerFailure.YIELD);
		SessionSettings session = new SessionSettings("", TestInstance.SESSION_TIMEOUT, TestInstance.TICK, false, true);
		Elections second = new ElectionsFactory(settings, "leader", (event) -> {
		}, List.of()).zookeeper(instance.client(), session, new ClosedSessions());
		closeLater(second);
		Leadership leadership = second.join("leader");
		second.start();
		await().until(() -> leadership.getStatus().state() == LeadershipState.FAILED);
		assertThat(leadership.getStatus().problem()).contains("same client").contains("leader.path");
		assertThat(instance.leadership().isLeader()).isTrue();
		instance.stop();
		await().until(leadership::isLeader);
	}

	private long transactions() throws Exception {
		this.admin.createContainers("/transactions");
		return this.admin.setData().forPath("/transactions", new byte[0]).getMzxid();
	}

}
