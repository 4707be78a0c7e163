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

import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsNotFoundException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZookeeperContainerConnectionDetailsFactory} that need no Docker.
 */
class ZookeeperContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@Test
	void connectsToMappedPort() {
		this.contextRunner.withUserConfiguration(ZookeeperConfiguration.class).run((context) -> {
			ZookeeperConnectionDetails details = context.getBean(ZookeeperConnectionDetails.class);
			assertThat(details.getConnectString()).isEqualTo("docker.example.com:32181");
			assertThat(details.isEnsembleTracker()).isFalse();
		});
	}

	@Test
	void leavesOtherContainersAlone() {
		this.contextRunner.withUserConfiguration(OtherConfiguration.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(ConnectionDetailsNotFoundException.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class ZookeeperConfiguration {

		@Bean
		@ServiceConnection("zookeeper")
		StartedContainer container() {
			return new StartedContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherConfiguration {

		@Bean
		@ServiceConnection("other")
		StartedContainer container() {
			return new StartedContainer();
		}

	}

	/**
	 * A container that claims to run.
	 */
	static class StartedContainer extends GenericContainer<StartedContainer> {

		StartedContainer() {
			super("example/keeper");
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public String getHost() {
			return "docker.example.com";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			return 30000 + originalPort;
		}

	}

}
