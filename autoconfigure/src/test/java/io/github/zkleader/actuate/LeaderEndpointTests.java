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

import java.util.Map;

import io.github.zkleader.FakeElections;
import io.github.zkleader.FakeLeadership;
import io.github.zkleader.LeadershipState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LeaderEndpoint}.
 */
class LeaderEndpointTests {

	private final FakeElections elections = new FakeElections();

	private final FakeLeadership leadership = this.elections.join("reports");

	private final LeaderEndpoint endpoint = new LeaderEndpoint(this.elections);

	@Test
	void showsInstanceConnectionAndRoles() {
		this.elections.join("mails");
		assertThat(this.endpoint.leader()).containsOnlyKeys("id", "connection", "roles")
			.containsEntry("id", "reports-1")
			.containsEntry("connection",
					Map.of("state", "CONNECTED", "connectString", "localhost:2181", "sessionId", "0x1000",
							"sessionTimeout", "PT10S"))
			.extractingByKey("roles")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("reports", "mails");
	}

	@Test
	void omitsWhatIsNotKnown() {
		assertThat(this.endpoint.leaderForRole("reports")).containsOnlyKeys("state", "leader", "tasks", "history")
			.containsEntry("state", "CONNECTING")
			.containsEntry("leader", false);
	}

	@Test
	void showsProblem() {
		this.leadership.problem(LeadershipState.FAILED, "NoAuth");
		assertThat(this.endpoint.leaderForRole("reports")).containsEntry("problem", "NoAuth");
	}

	@Test
	void showsOverruns() {
		this.leadership.overruns(LeadershipState.RELEASING, "reportJob.run");
		assertThat(this.endpoint.leaderForRole("reports")).extractingByKey("overruns")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly("reportJob.run");
	}

	@Test
	void hasNothingOnUnknownRole() {
		assertThat(this.endpoint.leaderForRole("unknown")).isNull();
		assertThat(this.endpoint.act("unknown", "yield")).isNull();
	}

	@Test
	void yields() {
		this.leadership.lead(7);
		assertThat(this.endpoint.act("reports", "yield")).containsEntry("state", "RELEASING");
	}

	@Test
	void pauses() {
		assertThat(this.endpoint.act("reports", "pause")).containsEntry("state", "PAUSED");
	}

	@Test
	void resumes() {
		this.leadership.state(LeadershipState.PAUSED);
		assertThat(this.endpoint.act("reports", "resume")).containsEntry("state", "FOLLOWER");
	}

	@Test
	void refusesUnknownAction() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.endpoint.act("reports", "abdicate"))
			.withMessage("Unknown action 'abdicate', use one of yield, pause, resume");
	}

}
