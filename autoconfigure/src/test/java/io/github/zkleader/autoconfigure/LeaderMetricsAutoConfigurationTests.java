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

import io.github.zkleader.ElectionListener;
import io.github.zkleader.FakeElections;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.metrics.LeaderMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderMetricsAutoConfiguration}.
 */
class LeaderMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LeaderMetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
						CompositeMeterRegistryAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withUserConfiguration(Elections.class);

	@Test
	void metersAreRegistered() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(LeaderMetrics.class);
			assertThat(registered(context.getBean(MeterRegistry.class))).isTrue();
		});
	}

	@Test
	void metersAreRegisteredInLazyApplication() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.getBean(LeaderElections.class);
				assertThat(registered(context.getBean(MeterRegistry.class))).isTrue();
			});
	}

	@Test
	void customizerOfRegistryCanUseElections() {
		this.contextRunner.withUserConfiguration(InstanceTag.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("leader.status").gauge().getId().getTag("instance")).isEqualTo("reports-1");
		});
	}

	@Test
	void metersGoToPrimaryRegistry() {
		SimpleMeterRegistry primary = new SimpleMeterRegistry();
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.contextRunner
			.withBean("primary", MeterRegistry.class, () -> primary, (definition) -> definition.setPrimary(true))
			.withBean("other", MeterRegistry.class, () -> other)
			.run((context) -> {
				assertThat(registered(primary)).isTrue();
				assertThat(registered(other)).isFalse();
			});
	}

	@Test
	void metersNeedNoMoreThanRegistry() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LeaderMetricsAutoConfiguration.class))
			.withUserConfiguration(Elections.class)
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(registered(context.getBean(MeterRegistry.class))).isTrue());
	}

	@Test
	void metricsAreAbsentWithoutRegistry() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LeaderMetricsAutoConfiguration.class))
			.withUserConfiguration(Elections.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderMetrics.class));
	}

	@Test
	void metricsAreAbsentWithoutElections() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LeaderMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderMetrics.class));
	}

	@Test
	void metricsAreAbsentWithoutMicrometer() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LeaderMetricsAutoConfiguration.class))
			.withUserConfiguration(Elections.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderMetrics"));
	}

	@Test
	void metersCanBeDisabled() {
		this.contextRunner.withPropertyValues("management.metrics.enable.leader=false")
			.run((context) -> assertThat(registered(context.getBean(MeterRegistry.class))).isFalse());
	}

	@Test
	void metricsCanBeReplaced() {
		this.contextRunner.withUserConfiguration(CustomMetrics.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderMetrics.class).hasBean("customMetrics"));
	}

	private static boolean registered(MeterRegistry registry) {
		return registry.find("leader.status").tag("role", "reports").gauge() != null;
	}

	@Configuration(proxyBeanMethods = false)
	static class Elections {

		@Bean
		FakeElections elections(ObjectProvider<ElectionListener> listeners) {
			FakeElections elections = new FakeElections();
			listeners.forEach((listener) -> listener.onRole(elections.join("reports")));
			return elections;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InstanceTag {

		@Bean
		MeterRegistryCustomizer<MeterRegistry> instanceTag(LeaderElections elections) {
			return (registry) -> registry.config().commonTags("instance", elections.getId());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomMetrics {

		@Bean
		LeaderMetrics customMetrics(MeterRegistry registry, ObjectProvider<LeaderElections> elections) {
			return new LeaderMetrics(() -> registry, elections::getObject);
		}

	}

}
