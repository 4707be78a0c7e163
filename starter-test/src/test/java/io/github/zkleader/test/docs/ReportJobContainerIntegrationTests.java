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

package io.github.zkleader.test.docs;

import java.time.Duration;

import io.github.zkleader.Leadership;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.annotation.DirtiesContext;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the README with a server in a container.
 */
@SpringBootTest
@Testcontainers(disabledWithoutDocker = true)
@DirtiesContext
class ReportJobContainerIntegrationTests {

	@Container
	@ServiceConnection
	static GenericContainer<?> zookeeper = new GenericContainer<>("zookeeper:3.9").withExposedPorts(2181);

	@Test
	void leads(@Autowired Leadership leadership, @Autowired ReportJob job) throws Exception {
		assertThat(leadership.await(Duration.ofSeconds(60))).isTrue();
		job.run();
		assertThat(leadership).isLeader().ran("reportJob.run");
	}

}
