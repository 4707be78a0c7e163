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

package io.github.zkleader.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ConnectionStatus.State;
import io.github.zkleader.FakeElections;
import io.github.zkleader.LeadershipState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderHealthIndicator}.
 */
class LeaderHealthIndicatorTests {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

	private final FakeElections elections = new FakeElections();

	private final LeaderHealthIndicator indicator = new LeaderHealthIndicator(this.elections, SESSION_TIMEOUT);

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILED")
	void roleThatWorksIsUp(LeadershipState state) {
		this.elections.join("reports").state(state);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void failedRoleIsDown() {
		this.elections.join("mails").state(LeadershipState.FOLLOWER);
		this.elections.join("reports").problem(LeadershipState.FAILED, "NoAuth");
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void roleThatPreparesTooLongIsDown() {
		this.elections.join("reports").problem(LeadershipState.PREPARING, "An OnGrantedEvent listener is slow");
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void roleWithOverrunIsDown() {
		this.elections.join("reports").overruns(LeadershipState.RELEASING, "reportJob.run");
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void noRoleIsUp() {
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void shortInterruptionIsUp() {
		this.elections.unusable(State.SUSPENDED, Duration.ofSeconds(30), Duration.ofSeconds(30));
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void interruptionBeyondNegotiatedSessionTimeoutIsDown() {
		this.elections.unusable(State.LOST, Duration.ofMillis(4001), Duration.ofSeconds(4));
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void firstConnectionMayTakeConfiguredSessionTimeout() {
		this.elections.unusable(State.CONNECTING, SESSION_TIMEOUT, null);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void firstConnectionBeyondConfiguredSessionTimeoutIsDown() {
		this.elections.unusable(State.CONNECTING, SESSION_TIMEOUT.plusMillis(1), null);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void noClientIsUp() {
		this.elections.unusable(State.NONE, Duration.ofHours(1), null);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void showsConnectionAndNote() {
		this.elections.connection(new ConnectionStatus(State.READ_ONLY, "localhost:2181", "0x1", SESSION_TIMEOUT, null,
				Duration.ofMillis(2500), "No quorum"));
		assertThat(this.indicator.health().getDetails()).containsEntry("connection",
				Map.of("state", "READ_ONLY", "unusableFor", "PT2.5S", "note", "No quorum"));
	}

	@Test
	void showsRoles() {
		this.elections.join("mails").lead(7);
		this.elections.join("news").overruns(LeadershipState.RELEASING, "newsJob.run");
		this.elections.join("reports").problem(LeadershipState.FAILED, "NoAuth");
		Health health = this.indicator.health();
		assertThat(health.getDetails()).containsEntry("roles",
				Map.of("mails", Map.of("state", "LEADER", "leaderId", "reports-1"), "news",
						Map.of("state", "RELEASING", "overruns", List.of("newsJob.run")), "reports",
						Map.of("state", "FAILED", "problem", "NoAuth")));
	}

}
