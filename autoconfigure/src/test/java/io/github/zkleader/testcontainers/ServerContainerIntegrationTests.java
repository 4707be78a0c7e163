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

package io.github.zkleader.testcontainers;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications that elect on one server in a container.
 */
@Testcontainers(disabledWithoutDocker = true)
class ServerContainerIntegrationTests {

	@Container
	private static final ZookeeperContainer zookeeper = new ZookeeperContainer();

	private final Ledger ledger = new Ledger();

	@AutoClose
	private final LedgerApplication first = LedgerApplication.start(zookeeper.getConnectString(), this.ledger);

	@Test
	void instancesElectAmongThemselves() {
		this.first.awaitLeader();
		long token = this.first.getFencingToken();
		try (LedgerApplication second = LedgerApplication.start(zookeeper.getConnectString(), this.ledger)) {
			await().until(() -> second.getLeadership().getStatus().participants().size() == 2);
			assertThat(this.first.isLeader()).isTrue();
			assertThat(second.isLeader()).isFalse();
			this.first.getLeadership().yield();
			second.awaitLeader();
			assertThat(this.first.isLeader()).isFalse();
			assertThat(second.getFencingToken()).isGreaterThan(token);
		}
		this.first.awaitLeader();
		this.ledger.assertOrdered();
	}

	@Test
	void frozenServerClosesGateWithinLease() {
		this.first.awaitLeader();
		await().until(() -> this.ledger.size() > 0);
		long token = this.first.getFencingToken();
		zookeeper.pause();
		long paused = System.nanoTime();
		try {
			await().atMost(LedgerApplication.SESSION_TIMEOUT).until(() -> !this.first.isLeader());
			await().during(Duration.ofSeconds(1)).until(() -> !this.first.isLeader());
			assertThat(this.ledger.last().since(paused)).isPositive().isLessThan(LedgerApplication.SESSION_TIMEOUT);
		}
		finally {
			zookeeper.unpause();
		}
		this.first.awaitLeader();
		await().until(() -> this.ledger.last().fencingToken() == this.first.getFencingToken());
		assertThat(this.first.getFencingToken()).isGreaterThan(token);
		this.ledger.assertOrdered();
	}

}
