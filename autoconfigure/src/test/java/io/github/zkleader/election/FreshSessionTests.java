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
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that nobody waits for a series of renewals whose session has just been created.
 */
@Tag("ensemble")
class FreshSessionTests {

	// The third renewal is sent after 8 s
	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(40);

	@ParameterizedTest
	@EnumSource
	void leadsBeforeItsLeaseWasRenewedThreeTimes(Elector elector) throws Exception {
		try (ZookeeperTestEnsemble ensemble = new ZookeeperTestEnsemble(elector, Duration.ofSeconds(2));
				TestInstance instance = TestInstance.create(ensemble, "a", SESSION_TIMEOUT, UnaryOperator.identity())) {
			instance.startAndLead();
			assertThat(instance.renewals()).isLessThan(3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void leadsAtOnceWithTheSessionAfterTheOneThatWasLost(Elector elector) throws Exception {
		try (ZookeeperTestEnsemble ensemble = new ZookeeperTestEnsemble(elector, Duration.ofSeconds(2));
				TestInstance instance = TestInstance.create(ensemble, "a", SESSION_TIMEOUT, UnaryOperator.identity())) {
			instance.startAndLead();
			long token = instance.fencingToken();
			int renewals = instance.renewals();
			instance.client().getZookeeperClient().reset();
			await().until(() -> instance.leadership().isLeader());
			assertThat(instance.fencingToken()).isGreaterThan(token);
			assertThat(instance.renewals() - renewals).isLessThan(3);
		}
	}

}
