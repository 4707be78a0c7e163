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
import io.github.zkleader.actuate.LeaderProbeEndpoint;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderProbeAutoConfiguration}.
 */
class LeaderProbeAutoConfigurationTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderProbeAutoConfiguration.class));

	private final WebApplicationContextRunner exposed = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=leaderprobe");

	@Test
	void exposedProbeIsThere() {
		this.exposed.withBean(FakeElections.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderProbeEndpoint.class));
	}

	@Test
	void probeIsNotExposedByDefault() {
		this.contextRunner.withBean(FakeElections.class)
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderProbeEndpoint.class));
	}

	@Test
	void probeIsAbsentWithoutElections() {
		this.exposed.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderProbeEndpoint.class));
	}

	@Test
	void probeIsAbsentWithoutActuator() {
		this.exposed.withBean(FakeElections.class)
			.withClassLoader(new FilteredClassLoader(WebEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderProbeEndpoint"));
	}

	@Test
	void probeIsAbsentWithoutActuatorAutoConfiguration() {
		this.exposed.withBean(FakeElections.class)
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderProbeEndpoint"));
	}

	@Test
	void probeCanBeReplaced() {
		this.exposed.withBean(FakeElections.class)
			.withBean("custom", LeaderProbeEndpoint.class, () -> new LeaderProbeEndpoint(new FakeElections()))
			.run((context) -> assertThat(context).hasSingleBean(LeaderProbeEndpoint.class).hasBean("custom"));
	}

}
