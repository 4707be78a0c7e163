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
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderObservationAutoConfiguration;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for observations of scheduled work and of a fail-over, on a real server.
 */
class FailoverObservationTests {

	private static EmbeddedZookeeper zookeeper;

	@BeforeAll
	static void startServer() {
		zookeeper = EmbeddedZookeeper.start(0, null, Duration.ofMillis(200), Duration.ofSeconds(30));
	}

	@AfterAll
	static void stopServer() {
		zookeeper.close();
	}

	@Test
	void failoverIsObservedOnBothSides() {
		ConfigurableApplicationContext first = run();
		try (ConfigurableApplicationContext second = run()) {
			awaitState(second, LeadershipState.FOLLOWER);
			for (String task : new String[] { "job.run", "job.reactive" }) {
				awaitRun(first, task);
			}
			await()
				.untilAsserted(() -> observations(second).hasObservationWithNameEqualTo("tasks.scheduled.execution"));
			observations(second).hasNumberOfObservationsWithNameEqualTo("leader.run", 0)
				.hasNumberOfObservationsWithNameEqualTo("leader.grant", 0);
			TestObservationRegistryAssert observed = observations(first);
			first.close();
			observed.hasObservationWithNameEqualTo("leader.revoke")
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("reason", "stopped");
			awaitState(second, LeadershipState.LEADER);
			awaitRun(second, "job.run");
			await().untilAsserted(() -> observations(second).hasObservationWithNameEqualTo("leader.grant")
				.that()
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasHighCardinalityKeyValue("leader.fencing.token",
						Long.toString(leadership(second).getTerm().orElseThrow().fencingToken())));
		}
		finally {
			first.close();
		}
	}

	private static void awaitRun(ConfigurableApplicationContext context, String task) {
		await()
			.untilAsserted(() -> observations(context).hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts)
				.filteredOn((run) -> run instanceof LeaderRunObservationContext ours && ours.getTask().equals(task))
				.isNotEmpty()
				.allSatisfy((run) -> assertThat(run.getParentObservation().getContextView().getName())
					.isEqualTo("tasks.scheduled.execution"))));
	}

	private static TestObservationRegistryAssert observations(ConfigurableApplicationContext context) {
		return TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class));
	}

	private static void awaitState(ConfigurableApplicationContext context, LeadershipState state) {
		await().until(() -> leadership(context).getStatus().state() == state);
	}

	private static Leadership leadership(ConfigurableApplicationContext context) {
		return context.getBean(LeaderElections.class).get("leader");
	}

	private static ConfigurableApplicationContext run() {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("spring.application.name=observed", "leader.zookeeper.tick-time=200ms",
					"leader.zookeeper.connect-string=" + zookeeper.getConnectString())
			.run();
		await().until(() -> leadership(context).getStatus().leaderId() != null);
		return context;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableScheduling
	@ImportAutoConfiguration({ AopAutoConfiguration.class, LeaderClientAutoConfiguration.class,
			LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class,
			LeaderObservationAutoConfiguration.class, ScheduledTasksObservationAutoConfiguration.class })
	static class Application {

		@Bean
		TestObservationRegistry observationRegistry() {
			return TestObservationRegistry.create();
		}

		@Bean
		Job job() {
			return new Job();
		}

	}

	static class Job {

		@LeaderOnly
		@Scheduled(fixedDelay = 50)
		void run() {
		}

		@LeaderOnly
		@Scheduled(fixedDelay = 50)
		Mono<String> reactive() {
			return Mono.just("done");
		}

	}

}
