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

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.Term;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderElectionAutoConfiguration}.
 */
class LeaderElectionAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders", "leader.zookeeper.embedded.enabled=true",
				"leader.zookeeper.embedded.port=0", "leader.zookeeper.session-timeout=4s",
				"leader.zookeeper.tick-time=500ms");

	@Test
	void elects() {
		this.contextRunner.withUserConfiguration(JobConfiguration.class).run((context) -> {
			Leadership leadership = context.getBean(LeaderElections.class).get("leader");
			assertThat(leadership.await(Duration.ofSeconds(20))).isTrue();
			Job job = context.getBean(Job.class);
			await().until(() -> job.getTokens().size() > 3);
			System.err.println(leadership.getStatus());
			System.err.println(context.getBean(LeaderElections.class).getConnection());
			leadership.yield();
			assertThat(leadership.isLeader()).isFalse();
			await().until(() -> job.getEvents().size() == 3);
			System.err.println(job.getEvents());
			System.err.println(leadership.getStatus());
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class JobConfiguration {

		@Bean
		Job job() {
			return new Job();
		}

	}

	static class Job {

		final List<Long> tokens = new CopyOnWriteArrayList<>();

		final List<AbstractLeaderEvent> events = new CopyOnWriteArrayList<>();

		List<Long> getTokens() {
			return this.tokens;
		}

		List<AbstractLeaderEvent> getEvents() {
			return this.events;
		}

		@Scheduled(fixedDelay = 10)
		@LeaderOnly
		void run() {
			this.tokens.add(Term.current().fencingToken());
		}

		@EventListener
		void on(AbstractLeaderEvent event) {
			this.events.add(event);
		}

	}

}
