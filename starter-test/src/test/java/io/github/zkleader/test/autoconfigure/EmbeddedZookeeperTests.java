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

package io.github.zkleader.test.autoconfigure;

import java.time.Duration;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.test.ExampleApplication;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EmbeddedZookeeper}.
 */
@SpringBootTest(classes = ExampleApplication.class, properties = "leader.zookeeper.connect-string=localhost:1")
@EmbeddedZookeeper
@DirtiesContext
class EmbeddedZookeeperTests {

	@Test
	void electsOnARealServer(@Autowired Leadership leadership, @Autowired LeaderElections elections,
			@Autowired CuratorFramework client, @Autowired ExampleApplication.Job job) throws Exception {
		assertThat(leadership.await(Duration.ofSeconds(30))).isTrue();
		job.run();
		assertThat(leadership).isLeader().ran("job.run", 1);
		assertThat(client.checkExists().forPath("/zkleader/reports/leader")).isNotNull();
		long token = leadership.getTerm().orElseThrow().fencingToken();
		leadership.yield();
		await().untilAsserted(() -> assertThat(leadership).isLeader().hasTokenGreaterThan(token));
		assertThat(leadership.getStatus().history()).isNotEmpty();
		assertThat(elections.getConnection().sessionId()).startsWith("0x");
		await().untilAsserted(() -> assertThat(leadership).heardOfLeader(elections.getId()));
	}

}
