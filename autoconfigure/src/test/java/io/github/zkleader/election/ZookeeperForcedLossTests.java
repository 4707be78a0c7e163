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

import java.util.List;

import io.github.zkleader.RevokeReason;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the loss of leadership by force that only a server can cause.
 */
@ParameterizedClass
@EnumSource
class ZookeeperForcedLossTests extends AbstractElectionTests {

	ZookeeperForcedLossTests(Elector elector) {
		super(elector);
	}

	@Test
	void closingTheClientClosesTheGateFirst() {
		TestInstance instance = instance("first").startAndLead();
		instance.client().close();
		assertThat(instance.leadership().isLeader()).isFalse();
		await().until(() -> instance.leaderEvents().contains("OnRevokedEvent"));
		assertThat(instance.revocations()).containsExactly(RevokeReason.SESSION);
	}

	@Test
	void replacingTheSessionClosesTheGateFirst() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		long token = instance.fencingToken();
		instance.client().getZookeeperClient().reset();
		await().until(() -> instance.revocations().equals(List.of(RevokeReason.SESSION)));
		await().until(() -> instance.leadership().isLeader());
		assertThat(instance.fencingToken()).isGreaterThan(token);
	}

	@Test
	void wipedDataIsNoticedAndWonBack() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		deleteAll(instance, "/zkleader");
		await().until(() -> instance.revocations().contains(RevokeReason.DELETED));
		await().until(() -> instance.leadership().isLeader());
	}

	private static void deleteAll(TestInstance instance, String path) throws Exception {
		await().ignoreException(KeeperException.NotEmptyException.class).until(() -> {
			instance.client().delete().deletingChildrenIfNeeded().forPath(path);
			return true;
		});
	}

}
