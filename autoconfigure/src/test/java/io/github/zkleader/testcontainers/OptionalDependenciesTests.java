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

import java.util.concurrent.Callable;

import io.github.zkleader.ReducedClassPath;
import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application needs neither Testcontainers nor Docker Compose.
 */
class OptionalDependenciesTests {

	@ParameterizedTest
	@ValueSource(strings = { "testcontainers", "spring-boot-testcontainers", "spring-boot-docker-compose",
			"testcontainers|spring-boot-testcontainers|spring-boot-docker-compose" })
	void worksWithout(String artifacts) throws Exception {
		assertThat(ReducedClassPath.callWithout(artifacts, Application.class)).isEqualTo("localhost:1");
	}

	/**
	 * What is called with the reduced class path.
	 */
	public static class Application implements Callable<String> {

		@Override
		public String call() {
			ClassLoader classLoader = getClass().getClassLoader();
			assertThat(ClassUtils.isPresent("org.testcontainers.containers.Container", classLoader)
					&& ClassUtils.isPresent("org.springframework.boot.docker.compose.core.RunningService", classLoader)
					&& ClassUtils.isPresent(
							"org.springframework.boot.testcontainers.service.connection.ServiceConnection",
							classLoader))
				.isFalse();
			new ConnectionDetailsFactories(classLoader);
			String[] connectString = new String[1];
			new ApplicationContextRunner().withClassLoader(classLoader)
				.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class))
				.withPropertyValues("leader.zookeeper.connect-string=localhost:1")
				.run((context) -> connectString[0] = context.getBean(ZookeeperConnectionDetails.class)
					.getConnectString());
			return connectString[0];
		}

	}

}
