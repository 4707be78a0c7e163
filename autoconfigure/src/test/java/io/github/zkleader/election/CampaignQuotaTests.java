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

import io.github.zkleader.LeadershipState;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.Quotas;
import org.apache.zookeeper.StatsTrack;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for campaigns under a path whose quota is used up.
 */
@ParameterizedClass
@EnumSource
class CampaignQuotaTests extends AbstractElectionTests {

	CampaignQuotaTests(Elector elector) {
		super(elector);
	}

	@Test
	void usedUpQuotaIsNamedAndRecoveredFrom() throws Exception {
		assertThat(ZooKeeperServer.enforceQuota).as(ZooKeeperServer.ENFORCE_QUOTA).isTrue();
		CuratorFramework admin = closeLater(
				CuratorFrameworkFactory.newClient(server().getConnectString(), new RetryOneTime(100)));
		admin.start();
		admin.create().creatingParentsIfNeeded().forPath(TestInstance.PATH);
		StatsTrack limit = new StatsTrack();
		limit.setCountHardLimit(1);
		admin.create()
			.creatingParentsIfNeeded()
			.forPath(Quotas.limitPath(TestInstance.PATH), limit.toString().getBytes(StandardCharsets.UTF_8));
		StatsTrack used = new StatsTrack();
		used.setCount(1);
		admin.create().forPath(Quotas.statPath(TestInstance.PATH), used.toString().getBytes(StandardCharsets.UTF_8));
		TestInstance instance = instance("first").start();
		instance.awaitState(LeadershipState.FAILED);
		assertThat(instance.leadership().getStatus().problem()).contains("quota").contains(TestInstance.PATH);
		limit.setCountHardLimit(10);
		admin.setData().forPath(Quotas.limitPath(TestInstance.PATH), limit.toString().getBytes(StandardCharsets.UTF_8));
		instance.awaitLeader();
	}

}
