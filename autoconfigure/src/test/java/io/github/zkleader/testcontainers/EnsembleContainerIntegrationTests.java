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
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications that elect on an ensemble of three servers in containers and
 * lose one of them.
 */
@Testcontainers(disabledWithoutDocker = true)
class EnsembleContainerIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ZookeeperEnsemble ensemble = new ZookeeperEnsemble();

	private final Ledger ledger = new Ledger();

	private List<LedgerApplication> instances = List.of();

	@BeforeEach
	void start() {
		this.ensemble.start();
		this.instances = IntStream.range(0, 2)
			.mapToObj((index) -> LedgerApplication.start(this.ensemble.getConnectString(), this.ledger))
			.toList();
		awaitWorkAfter(0);
		await().atMost(TIMEOUT)
			.until(() -> this.instances.stream()
				.allMatch((instance) -> instance.getLeadership().getStatus().participants().size() == 2));
	}

	@AfterEach
	void close() {
		this.instances.forEach(LedgerApplication::close);
		this.ensemble.close();
	}

	@Test
	void frozenServerAtMostMovesLeadership() {
		for (ZookeeperContainer server : this.ensemble.getServers()) {
			Ledger.Entry before = this.ledger.last();
			server.pause();
			long pausedLongEnough = System.nanoTime() + LedgerApplication.SESSION_TIMEOUT.toNanos();
			try {
				awaitWorkAfter(pausedLongEnough);
			}
			finally {
				server.unpause();
			}
			await().atMost(TIMEOUT).until(server::isServing);
			awaitWorkAfter(System.nanoTime());
			assertMovedAtMost(before);
		}
	}

	@Test
	void killedServerAtMostMovesLeadership() {
		Ledger.Entry before = this.ledger.last();
		this.ensemble.getLeader().kill();
		awaitWorkAfter(System.nanoTime() + LedgerApplication.SESSION_TIMEOUT.toNanos());
		assertMovedAtMost(before);
	}

	private void awaitWorkAfter(long nanos) {
		await().atMost(TIMEOUT).until(() -> this.ledger.size() > 0 && this.ledger.last().nanos() - nanos > 0);
	}

	private void assertMovedAtMost(Ledger.Entry before) {
		Ledger.Entry after = this.ledger.last();
		if (after.fencingToken() == before.fencingToken()) {
			assertThat(after.leaderId()).isEqualTo(before.leaderId());
		}
		else {
			assertThat(after.fencingToken()).isGreaterThan(before.fencingToken());
		}
		this.ledger.assertOrdered();
	}

}
