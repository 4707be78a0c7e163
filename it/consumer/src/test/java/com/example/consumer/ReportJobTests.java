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

package com.example.consumer;

import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.test.LeadershipControl;
import io.github.zkleader.test.autoconfigure.AutoConfigureLeadership;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;

/**
 * Tests for {@link ReportJob}, with elections in memory.
 */
@SpringBootTest
@AutoConfigureLeadership
class ReportJobTests {

	@Test
	void runsOnTheLeaderOnly(@Autowired Leadership leadership, @Autowired LeadershipControl control,
			@Autowired ReportJob job, @Autowired Reports reports) {
		job.run();
		assertThat(leadership).isLeader().ran("reportJob.run").hasToken(reports.getTokens().get(0));
		control.revoke("leader", RevokeReason.YIELDED);
		job.run();
		assertThat(leadership).isNotLeader().skipped("reportJob.run");
	}

}
