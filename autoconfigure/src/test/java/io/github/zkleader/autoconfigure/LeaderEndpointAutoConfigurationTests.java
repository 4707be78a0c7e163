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

package io.github.zkleader.autoconfigure;

import io.github.zkleader.FakeElections;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.actuate.LeaderEndpoint;
import io.github.zkleader.actuate.LeaderEndpointWebExtension;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderEndpointAutoConfiguration}.
 */
class LeaderEndpointAutoConfigurationTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderEndpointAutoConfiguration.class))
		.withBean(FakeElections.class);

	private final WebApplicationContextRunner exposed = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=leader");

	@Test
	void exposedEndpointIsThere() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(LeaderEndpoint.class)
			.hasSingleBean(LeaderEndpointWebExtension.class));
	}

	@Test
	void endpointIsNotExposedByDefault() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(LeaderEndpoint.class)
			.doesNotHaveBean(LeaderEndpointWebExtension.class));
	}

	@Test
	void endpointExposedOverJmxOnlyHasNoWebExtension() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LeaderEndpointAutoConfiguration.class))
			.withBean(FakeElections.class)
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=leader")
			.run((context) -> assertThat(context).hasSingleBean(LeaderEndpoint.class)
				.doesNotHaveBean(LeaderEndpointWebExtension.class));
	}

	@Test
	void endpointWithoutAccessIsAbsent() {
		this.exposed.withPropertyValues("management.endpoint.leader.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderEndpoint.class));
	}

	@Test
	void endpointIsAbsentWithoutElections() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=leader")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LeaderElections.class)
				.doesNotHaveBean(LeaderEndpoint.class));
	}

	@Test
	void endpointIsAbsentWithoutActuator() {
		this.exposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderEndpoint"));
	}

	@Test
	void endpointIsAbsentWithoutActuatorAutoConfiguration() {
		this.exposed.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderEndpoint"));
	}

	@Test
	void endpointCanBeReplaced() {
		this.exposed.withBean("customEndpoint", LeaderEndpoint.class, () -> new LeaderEndpoint(new FakeElections()))
			.run((context) -> assertThat(context).hasSingleBean(LeaderEndpoint.class).hasBean("customEndpoint"));
	}

	@Test
	void webExtensionCanBeReplaced() {
		this.exposed
			.withBean("customExtension", LeaderEndpointWebExtension.class,
					() -> new LeaderEndpointWebExtension(new LeaderEndpoint(new FakeElections())))
			.run((context) -> assertThat(context).hasSingleBean(LeaderEndpointWebExtension.class)
				.hasBean("customExtension"));
	}

}
