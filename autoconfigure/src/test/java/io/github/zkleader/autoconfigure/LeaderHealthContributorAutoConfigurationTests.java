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

import java.time.Duration;

import io.github.zkleader.ConnectionStatus.State;
import io.github.zkleader.FakeElections;
import io.github.zkleader.actuate.LeaderHealthIndicator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderHealthContributorAutoConfiguration}.
 */
class LeaderHealthContributorAutoConfigurationTests {

	private final FakeElections elections = new FakeElections();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderHealthContributorAutoConfiguration.class))
		.withBean(FakeElections.class, () -> this.elections);

	@Test
	void contributorIsThere() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(LeaderHealthIndicator.class));
	}

	@Test
	void contributorIsNamedLeaderAndInNoGroup() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
					HealthEndpointAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class))
			.withPropertyValues("management.endpoint.health.probes.enabled=true")
			.run((context) -> {
				HealthEndpoint health = context.getBean(HealthEndpoint.class);
				assertThat(health.healthForPath("leader")).isNotNull();
				assertThat(health.healthForPath("liveness")).isNotNull();
				assertThat(health.healthForPath("liveness", "leader")).isNull();
				assertThat(health.healthForPath("readiness", "leader")).isNull();
			});
	}

	@Test
	void sessionTimeoutIsTenSecondsByDefault() {
		this.elections.unusable(State.CONNECTING, Duration.ofMillis(9999), null);
		this.contextRunner.run((context) -> assertThat(status(context)).isEqualTo(Status.UP));
		this.elections.unusable(State.CONNECTING, Duration.ofMillis(10001), null);
		this.contextRunner.run((context) -> assertThat(status(context)).isEqualTo(Status.DOWN));
	}

	@Test
	void sessionTimeoutIsTakenFromProperty() {
		this.elections.unusable(State.CONNECTING, Duration.ofSeconds(6), null);
		this.contextRunner.withPropertyValues("leader.zookeeper.sessionTimeout=5s")
			.run((context) -> assertThat(status(context)).isEqualTo(Status.DOWN));
	}

	private static Status status(ApplicationContext context) {
		return context.getBean(LeaderHealthIndicator.class).health().getStatus();
	}

	@Test
	void contributorCanBeDisabled() {
		this.contextRunner.withPropertyValues("management.health.leader.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderHealthIndicator.class));
	}

	@Test
	void contributorIsAbsentWhenAllAreDisabled() {
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderHealthIndicator.class));
	}

	@Test
	void contributorIsAbsentWithoutElections() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderHealthContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderHealthIndicator.class));
	}

	@Test
	void contributorIsAbsentWithoutHealth() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderHealthContributor"));
	}

	@Test
	void contributorIsAbsentWithoutHealthAutoConfiguration() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderHealthContributor"));
	}

	@Test
	void contributorCanBeReplaced() {
		this.contextRunner
			.withBean("leaderHealthIndicator", HealthIndicator.class, () -> () -> Health.outOfService().build())
			.run((context) -> assertThat(context).hasSingleBean(HealthIndicator.class)
				.hasBean("leaderHealthIndicator"));
	}

}
