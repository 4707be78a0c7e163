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
import io.github.zkleader.LeadershipState;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.info.Info;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderInfoContributor}.
 */
class LeaderInfoContributorTests {

	private final FakeElections elections = new FakeElections();

	@Test
	void namesInstanceAndLeaders() {
		this.elections.join("mails").lead(7);
		this.elections.join("reports").state(LeadershipState.FOLLOWER);
		Info.Builder builder = new Info.Builder();
		new LeaderInfoContributor(this.elections).contribute(builder);
		assertThat(builder.build().getDetails()).containsEntry("leader", Map.of("id", "reports-1", "roles",
				Map.of("mails", Map.of("leader", true, "leaderId", "reports-1"), "reports", Map.of("leader", false))));
	}

}
