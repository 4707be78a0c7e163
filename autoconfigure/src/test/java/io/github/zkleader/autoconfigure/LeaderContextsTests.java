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
import java.util.Map;
import java.util.Optional;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.Term;
import io.github.zkleader.gate.InvalidLeaderOnlyException;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.LeaderClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for elections in contexts that are lazy, restarted, or several.
 */
class LeaderContextsTests {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(20);

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
	void lazyInitializationStartsElectionsAndGatedBeans() {
		try (ConfigurableApplicationContext context = application("lazy").lazyInitialization(true)
			.run("--leader.roles=mail,reports")) {
			LeaderElections elections = context.getBean(LeaderElections.class);
			assertThat(elections.getAll()).containsOnlyKeys("leader", "mail", "reports");
			await().until(() -> elections.getAll().values().stream().allMatch(Leadership::isLeader));
			await().until(() -> context.getBean(Poller.class).isRunning());
		}
	}

	@Test
	void restartReleasesLeadershipAtOnce() {
		long token;
		try (ConfigurableApplicationContext context = application("restart").run()) {
			token = awaitLeadership(context);
		}
		long closed = System.nanoTime();
		try (ConfigurableApplicationContext context = application("restart").run()) {
			assertThat(awaitLeadership(context)).isGreaterThan(token);
			assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(SESSION_TIMEOUT.dividedBy(2));
		}
	}

	@Test
	void childTakesPartInTheElectionOfItsParent() throws Exception {
		try (ConfigurableApplicationContext parent = application("family").run()) {
			long token = awaitLeadership(parent);
			try (ConfigurableApplicationContext child = application(ChildApplication.class, "family").parent(parent)
				.run()) {
				assertThat(child.getBean(LeaderElections.class)).isSameAs(parent.getBean(LeaderElections.class));
				assertThat(child.getBean(Job.class).run()).contains(token);
				assertThat(
						parent.getBean(LeaderClient.class).framework().getChildren().forPath("/zkleader/family/leader"))
					.hasSize(1);
			}
			assertThat(awaitLeadership(parent)).isEqualTo(token);
			assertThat(parent.getBean(Poller.class).isRunning()).isTrue();
		}
	}

	@Test
	void childIsRefusedBeansThatItsParentWouldNotStart() {
		try (ConfigurableApplicationContext parent = application("refused").run()) {
			assertThatExceptionOfType(InvalidLeaderOnlyException.class)
				.isThrownBy(() -> application("refused").parent(parent).run())
				.withMessageContaining("bean 'poller'")
				.withMessageContaining("parent context");
		}
	}

	@Test
	void siblingsHaveAnElectionEach() {
		ConfigurableApplicationContext first = application("siblings").run();
		awaitLeadership(first);
		try (ConfigurableApplicationContext second = application("siblings").run()) {
			Leadership other = second.getBean(LeaderElections.class).get("leader");
			await().until(() -> other.getStatus().state() == LeadershipState.FOLLOWER);
			first.close();
			await().atMost(SESSION_TIMEOUT.dividedBy(2)).until(other::isLeader);
		}
		finally {
			first.close();
		}
	}

	private static long awaitLeadership(ConfigurableApplicationContext context) {
		Leadership leadership = context.getBean(LeaderElections.class).get("leader");
		await().atMost(Duration.ofSeconds(30)).until(leadership::isLeader);
		return leadership.getTerm().orElseThrow().fencingToken();
	}

	private static SpringApplicationBuilder application(String name) {
		return application(Application.class, name);
	}

	private static SpringApplicationBuilder application(Class<?> source, String name) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.properties(Map.of("spring.application.name", name, "spring.main.banner-mode", "off",
					"leader.zookeeper.connect-string", zookeeper.getConnectString(), "leader.zookeeper.session-timeout",
					SESSION_TIMEOUT.toString(), "leader.zookeeper.tick-time", "200ms"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
			LeaderGateAutoConfiguration.class })
	static class Application {

		@Bean
		Poller poller() {
			return new Poller();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
			LeaderGateAutoConfiguration.class })
	static class ChildApplication {

		@Bean
		Job job() {
			return new Job();
		}

	}

	static class Job {

		@LeaderOnly
		Optional<Long> run() {
			return Optional.of(Term.current().fencingToken());
		}

	}

	@LeaderOnly
	static class Poller implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
