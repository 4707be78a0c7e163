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

import java.time.Duration;

import io.github.zkleader.Leadership;
import io.github.zkleader.test.autoconfigure.EmbeddedZookeeper;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.util.ClassUtils;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReportJob}, on a real server.
 */
@SpringBootTest
@EmbeddedZookeeper
class EmbeddedReportJobTests {

	@Test
	void runsOnTheLeader(@Autowired Leadership leadership, @Autowired ReportJob job) throws Exception {
		assertThat(leadership.await(Duration.ofSeconds(30))).isTrue();
		job.run();
		assertThat(leadership).isLeader().ran("reportJob.run");
	}

	@Test
	void bringsNothingThatNobodyAskedFor() {
		assertThat(ClassUtils.isPresent("org.junit.Test", null)).isFalse();
		assertThat(ClassUtils.isPresent("org.apache.curator.test.TestingServer", null)).isFalse();
		assertThat(ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry", null)).isFalse();
	}

}
