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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkleader.ElectionObserver;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.observation.DefaultLeaderDrainObservationConvention;
import io.github.zkleader.observation.DefaultLeaderGrantObservationConvention;
import io.github.zkleader.observation.DefaultLeaderRevokeObservationConvention;
import io.github.zkleader.observation.DefaultLeaderRunObservationConvention;
import io.github.zkleader.observation.LeaderObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderObservationAutoConfiguration}.
 */
class LeaderObservationAutoConfigurationTests {

	private final Recorder recorder = new Recorder();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderObservationAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withPropertyValues("leader.standalone=true", "leader.path=/test", "leader.role=leader")
		.withBean(Recorder.class, () -> this.recorder);

	@Test
	void electionsAreObservedByTheRegistryOfBoot() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(LeaderObservations.class);
			run(context.getBean(LeaderElections.class));
		});
		assertThat(this.recorder.names).containsExactlyInAnyOrder("leader.grant", "leader.run", "leader.revoke.drain",
				"leader.revoke");
	}

	@Test
	void electionsOfALazyApplicationAreObserved() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.getBean(ElectionsLifecycle.class).start();
				run(context.getBean(LeaderElections.class));
			});
		assertThat(this.recorder.names).contains("leader.run");
	}

	@Test
	void observationsCanBeDisabledOneByOne() {
		this.contextRunner
			.withPropertyValues("management.observations.enable.leader.run=false",
					"management.observations.enable.leader.revoke.drain=false")
			.run((context) -> run(context.getBean(LeaderElections.class)));
		assertThat(this.recorder.names).containsExactlyInAnyOrder("leader.grant", "leader.revoke");
	}

	@Test
	void observationsCanBeDisabled() {
		this.contextRunner.withPropertyValues("management.observations.enable.leader=false")
			.run((context) -> run(context.getBean(LeaderElections.class)));
		assertThat(this.recorder.names).isEmpty();
	}

	@Test
	void metersOfObservationsCanBeDisabled() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.withPropertyValues("management.metrics.enable.leader.run=false")
			.run((context) -> {
				run(context.getBean(LeaderElections.class));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().untilAsserted(
						() -> assertThat(this.recorder.names).containsExactlyInAnyOrder("leader.grant", "leader.run"));
				assertThat(registry.find("leader.grant").timers()).hasSize(1);
				assertThat(registry.find("leader.run").timers()).isEmpty();
				assertThat(registry.find("leader.run.active").longTaskTimers()).isEmpty();
			});
	}

	@Test
	void conventionsCanBeReplaced() {
		this.contextRunner.withBean(DefaultLeaderRunObservationConvention.class, MyRun::new)
			.withBean(DefaultLeaderGrantObservationConvention.class, MyGrant::new)
			.withBean(DefaultLeaderRevokeObservationConvention.class, MyRevoke::new)
			.withBean(DefaultLeaderDrainObservationConvention.class, MyDrain::new)
			.run((context) -> run(context.getBean(LeaderElections.class)));
		assertThat(this.recorder.names).containsExactlyInAnyOrder("my.grant", "my.run", "my.drain", "my.revoke");
	}

	@Test
	void observationsAreAbsentWithoutRegistry() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderObservationAutoConfiguration.class,
					LeaderElectionAutoConfiguration.class))
			.withPropertyValues("leader.standalone=true", "leader.path=/test", "leader.role=leader")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(LeaderObservations.class);
				run(context.getBean(LeaderElections.class));
			});
	}

	@Test
	void observationsAreAbsentWithoutElections() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderObservationAutoConfiguration.class))
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderObservations.class));
	}

	@Test
	void registryThatDoesNothingIsAskedForNothing() {
		this.contextRunner
			.withBean("noop", ObservationRegistry.class, () -> ObservationRegistry.NOOP,
					(definition) -> definition.setPrimary(true))
			.run((context) -> run(context.getBean(LeaderElections.class)));
		assertThat(this.recorder.names).isEmpty();
	}

	@Test
	void observerOfTheUserWins() {
		this.contextRunner.withBean(ElectionObserver.class, () -> new ElectionObserver() {
		}).run((context) -> {
			assertThat(context).doesNotHaveBean(LeaderObservations.class);
			run(context.getBean(LeaderElections.class));
		});
		assertThat(this.recorder.names).isEmpty();
	}

	/**
	 * Run something as leader. The gate opens before the observation of the grant ends.
	 * @param elections the elections
	 * @throws InterruptedException if interrupted
	 */
	private static void run(LeaderElections elections) throws InterruptedException {
		Leadership leadership = elections.get("leader");
		assertThat(leadership.await(Duration.ofSeconds(10))).isTrue();
		assertThat(leadership.guard(() -> {
		})).isTrue();
	}

	static class Recorder implements ObservationHandler<Context> {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Context context) {
			this.names.add(context.getName());
		}

		@Override
		public boolean supportsContext(Context context) {
			return true;
		}

	}

	static class MyRun extends DefaultLeaderRunObservationConvention {

		@Override
		public String getName() {
			return "my.run";
		}

	}

	static class MyGrant extends DefaultLeaderGrantObservationConvention {

		@Override
		public String getName() {
			return "my.grant";
		}

	}

	static class MyRevoke extends DefaultLeaderRevokeObservationConvention {

		@Override
		public String getName() {
			return "my.revoke";
		}

	}

	static class MyDrain extends DefaultLeaderDrainObservationConvention {

		@Override
		public String getName() {
			return "my.drain";
		}

	}

}
