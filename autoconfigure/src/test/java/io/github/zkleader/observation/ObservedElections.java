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

package io.github.zkleader.observation;

import java.time.Duration;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderObservationAutoConfiguration;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.InMemoryEnsemble;
import io.github.zkleader.election.InMemoryEnsemble.Contest;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.awaitility.Awaitility.await;

/**
 * Elections in memory that are observed.
 */
@Configuration(proxyBeanMethods = false)
public class ObservedElections {

	/**
	 * Return a runner of applications that take part in role {@code leader}.
	 * @return the runner
	 */
	public static ApplicationContextRunner contextRunner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
					LeaderGateAutoConfiguration.class, LeaderObservationAutoConfiguration.class))
			.withPropertyValues("leader.id=me", "leader.path=/test", "leader.role=leader")
			.withUserConfiguration(ObservedElections.class);
	}

	@Bean
	InMemoryEnsemble ensemble() {
		return new InMemoryEnsemble(Duration.ofSeconds(10), Duration.ofSeconds(2), Contest.OPEN);
	}

	@Bean
	Elections elections(ElectionsFactory factory, InMemoryEnsemble ensemble) {
		return factory.inMemory(ensemble);
	}

	@Bean
	TestObservationRegistry observationRegistry() {
		return TestObservationRegistry.create();
	}

	/**
	 * Wait until the role is led.
	 * @param context the application
	 * @return the leadership
	 */
	public static Leadership awaitLeadership(ApplicationContext context) {
		return awaitState(context, LeadershipState.LEADER);
	}

	static Leadership awaitState(ApplicationContext context, LeadershipState state) {
		Leadership leadership = context.getBean(LeaderElections.class).get("leader");
		await().until(() -> leadership.getStatus().state() == state);
		return leadership;
	}

	static TestObservationRegistryAssert observations(ApplicationContext context) {
		return TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class));
	}

	static TestObservationRegistryAssertReturningObservationContextAssert observation(ApplicationContext context,
			String name) {
		return observations(context).hasObservationWithNameEqualTo(name).that();
	}

	/**
	 * Wait until there are stopped observations, which is after what they observe.
	 * @param context the application
	 * @param name the name of the observation
	 * @return the first one
	 */
	static TestObservationRegistryAssertReturningObservationContextAssert awaitStopped(ApplicationContext context,
			String name) {
		await().untilAsserted(() -> observation(context, name).hasBeenStopped());
		return observation(context, name);
	}

}
