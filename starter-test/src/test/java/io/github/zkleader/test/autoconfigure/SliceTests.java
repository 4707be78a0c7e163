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

import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.test.ExampleApplication;
import io.github.zkleader.test.LeadershipControl;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureLeadership} on a slice.
 */
@JsonTest
@ContextConfiguration(classes = ExampleApplication.class)
@AutoConfigureLeadership
class SliceTests {

	@Test
	void electsAndGates(@Autowired Leadership leadership, @Autowired LeadershipControl control,
			@Autowired ExampleApplication.Job job, @Autowired ApplicationContext context) {
		assertThat(leadership).isLeader();
		job.run();
		assertThat(leadership).ran("job.run", 1);
		control.revoke("leader", RevokeReason.DELETED);
		job.run();
		assertThat(leadership).skipped("job.run").ran("job.run", 1);
		assertThat(context.getBeansOfType(CuratorFramework.class)).isEmpty();
	}

}
