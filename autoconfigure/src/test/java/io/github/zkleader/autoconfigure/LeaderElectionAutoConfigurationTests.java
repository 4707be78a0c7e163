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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.Term;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.Elector;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LeaderElectionAutoConfiguration} on a real server.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeaderElectionAutoConfigurationTests {

	private static EmbeddedZookeeper zookeeper;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders", "leader.zookeeper.session-timeout=2s",
				"leader.zookeeper.connection-timeout=1s", "leader.zookeeper.tick-time=200ms",
				"leader.zookeeper.connect-string=" + zookeeper.getConnectString());

	@BeforeAll
	static void startServer() {
		zookeeper = EmbeddedZookeeper.start(0, null, Duration.ofMillis(200), Duration.ofSeconds(30));
	}

	@AfterAll
	static void stopServer() {
		zookeeper.close();
	}

	@Test
	void gatedJobRunsOnTheLeader() {
		this.contextRunner.withUserConfiguration(JobConfiguration.class).run((context) -> {
			Leadership leadership = context.getBean(LeaderElections.class).get("leader");
			Job job = context.getBean(Job.class);
			await().until(() -> job.getTokens().size() > 3);
			long token = leadership.getTerm().orElseThrow().fencingToken();
			assertThat(job.getTokens()).containsOnly(token);
			assertThat(leadership.getStatus().tasks()).singleElement()
				.satisfies((task) -> assertThat(task.task()).isEqualTo("job.run"));
		});
	}

	@Test
	void publishesEventsInPairs() {
		this.contextRunner.withUserConfiguration(JobConfiguration.class).run((context) -> {
			Job job = context.getBean(Job.class);
			assertThat(context.getBean(LeaderElections.class).get("leader").await(Duration.ofSeconds(10))).isTrue();
			context.close();
			assertThat(job.getEvents()).extracting((event) -> event.getClass().getSimpleName())
				.containsExactly("OnGrantedEvent", "OnRevokedEvent");
		});
	}

	@Test
	void withoutAnyRoleNothingIsElected() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(LeaderElections.class).getAll()).isEmpty();
			assertThat(context.getBean(LeaderElections.class).getConnection().state())
				.isEqualTo(ConnectionStatus.State.NONE);
		});
	}

	@Test
	void explicitDefaultRoleIsElected() {
		this.contextRunner.withPropertyValues("leader.role=primary")
			.run((context) -> assertThat(leadership(context, "primary").await(Duration.ofSeconds(10))).isTrue());
	}

	@Test
	void listedRolesAreElectedAndInjectedByName() {
		this.contextRunner.withPropertyValues("leader.roles=reports,mail")
			.withUserConfiguration(InjectedConfiguration.class)
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.reports().getRole()).isEqualTo("reports");
				assertThat(injected.leadership().getRole()).isEqualTo("leader");
				assertThat(injected.reports().await(Duration.ofSeconds(10))).isTrue();
				assertThat(context.getBean(LeaderElections.class).getAll()).containsOnlyKeys("leader", "mail",
						"reports");
				assertThat(context.getBean(LeaderElections.class).get("reports")).isSameAs(injected.reports());
			});
	}

	@Test
	void allInjectedLeadershipsAreKnownByRole() {
		this.contextRunner.withPropertyValues("leader.roles=reports,mail")
			.run((context) -> assertThat(context.getBeansOfType(Leadership.class).values())
				.extracting(Leadership::getRole)
				.containsExactlyInAnyOrder("leader", "reports", "mail"));
	}

	@Test
	void idHasPrefixAndRandomSuffix() {
		this.contextRunner.withPropertyValues("leader.id=node-7")
			.run((context) -> assertThat(context.getBean(LeaderElections.class).getId()).matches("node-7-[0-9a-f]{8}"));
	}

	@Test
	void idNamesApplicationAndProcessByDefault() {
		this.contextRunner.run((context) -> assertThat(context.getBean(LeaderElections.class).getId())
			.matches("orders-.+-" + ProcessHandle.current().pid() + "-[0-9a-f]{8}"));
	}

	@Test
	void pathIsOfTheApplicationByDefault() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(ElectionSettings.class).path()).isEqualTo("/zkleader/orders"));
	}

	@Test
	void disabledKeepsTheGateClosedAndSaysSo(CapturedOutput output) {
		this.contextRunner.withPropertyValues("leader.enabled=false", "leader.zookeeper.connect-string=:::bad")
			.withUserConfiguration(JobConfiguration.class)
			.run((context) -> {
				Job job = context.getBean(Job.class);
				Leadership leadership = context.getBean(LeaderElections.class).get("leader");
				assertThat(context).doesNotHaveBean(org.apache.curator.framework.CuratorFramework.class);
				assertThat(leadership.getStatus().state()).isEqualTo(LeadershipState.STOPPED);
				await().until(() -> leadership.getStatus().tasks().get(0).skipped() > 0);
				assertThat(job.getTokens()).isEmpty();
				assertThat(output).containsOnlyOnce("leader.enabled=false").contains("job.run");
			});
	}

	@Test
	void disabledNeedsNeitherNameNorPath() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class,
					LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
			.withPropertyValues("leader.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LeaderElections.class));
	}

	@Test
	void standaloneAlwaysLeads(CapturedOutput output) {
		this.contextRunner.withPropertyValues("leader.standalone=true")
			.withUserConfiguration(JobConfiguration.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(org.apache.curator.framework.CuratorFramework.class);
				await().until(() -> !context.getBean(Job.class).getTokens().isEmpty());
				assertThat(output).contains("standalone");
			});
	}

	@Test
	void userElectionsWin() {
		LeaderElections elections = mock(LeaderElections.class);
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class))
			.withPropertyValues("spring.application.name=orders",
					"leader.zookeeper.connect-string=" + zookeeper.getConnectString())
			.withBean(LeaderElections.class, () -> elections)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Elections.class)
				.doesNotHaveBean(ElectionsLifecycle.class));
	}

	@Test
	void userSettingsWin() {
		ElectionSettings settings = new ElectionSettings("mine", "/mine", Duration.ZERO, Duration.ZERO,
				Duration.ofSeconds(1), io.github.zkleader.election.OnListenerFailure.LEAD);
		this.contextRunner.withBean(ElectionSettings.class, () -> settings)
			.run((context) -> assertThat(context.getBean(LeaderElections.class).getId()).isEqualTo("mine"));
	}

	@Test
	void electorIsChosenByProperty() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ElectionSettings.class).elector())
			.isEqualTo(Elector.INITIATOR));
		this.contextRunner.withPropertyValues("leader.elector=direct", "leader.role=primary").run((context) -> {
			assertThat(context.getBean(ElectionSettings.class).elector()).isEqualTo(Elector.DIRECT);
			assertThat(context.getBean(Leadership.class).await(Duration.ofSeconds(20))).isTrue();
		});
	}

	@Test
	void electionListenersAreTold() {
		List<String> roles = new CopyOnWriteArrayList<>();
		this.contextRunner.withPropertyValues("leader.role=primary")
			.withBean(ElectionListener.class, () -> new ElectionListener() {

				@Override
				public void onRole(Leadership leadership) {
					roles.add(leadership.getRole());
				}

			})
			.run((context) -> assertThat(roles).containsExactly("primary"));
	}

	@Test
	void withoutAutoStartNothingIsElectedUntilStarted() {
		this.contextRunner.withPropertyValues("leader.role=primary", "leader.auto-start=false").run((context) -> {
			ElectionsLifecycle lifecycle = context.getBean(ElectionsLifecycle.class);
			assertThat(lifecycle.isRunning()).isFalse();
			assertThat(leadership(context, "primary").getStatus().state()).isEqualTo(LeadershipState.STOPPED);
			lifecycle.start();
			assertThat(leadership(context, "primary").await(Duration.ofSeconds(10))).isTrue();
		});
	}

	@Test
	void survivesRepeatedStopAndStartOfTheContext() {
		this.contextRunner.withUserConfiguration(JobConfiguration.class).run((context) -> {
			Leadership leadership = leadership(context, "leader");
			for (int i = 0; i < 3; i++) {
				assertThat(leadership.await(Duration.ofSeconds(10))).isTrue();
				context.stop();
				assertThat(leadership.isLeader()).isFalse();
				context.start();
			}
			assertThat(leadership.await(Duration.ofSeconds(10))).isTrue();
		});
	}

	@Test
	void unreachableServerDoesNotHoldUpTheStart() {
		this.contextRunner.withPropertyValues("leader.zookeeper.connect-string=localhost:1")
			.withUserConfiguration(JobConfiguration.class)
			.run((context) -> {
				Leadership leadership = leadership(context, "leader");
				await().until(() -> leadership.getStatus().state() == LeadershipState.CONNECTING);
				await().until(() -> leadership.getStatus().tasks().get(0).skipped() > 0);
				assertThat(context.getBean(Job.class).getTokens()).isEmpty();
			});
	}

	@Test
	void warnsWhenStoppingMayOutlastTheShutdownPhase(CapturedOutput output) {
		this.contextRunner.withPropertyValues("leader.drain-timeout=40s").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("spring.lifecycle.timeout-per-shutdown-phase");
		});
	}

	@Test
	void warnsWhenListenersCannotHoldTheGateClosed(CapturedOutput output) {
		this.contextRunner.withBean("applicationEventMulticaster", SimpleApplicationEventMulticaster.class, () -> {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(new SimpleAsyncTaskExecutor());
			return multicaster;
		}).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("multicast asynchronously");
		});
	}

	@Test
	void campaignsAfterRunnersOfTheApplication() {
		try (ConfigurableApplicationContext context = run("leader.campaign-when=ready")) {
			assertThat(context.getBean(RunnerConfiguration.class).getLeadersSeen()).hasValue(0);
			assertThat(context.getBean(LeaderElections.class).getAll()).isNotEmpty()
				.allSatisfy((role, leadership) -> await().until(leadership::isLeader));
		}
	}

	@Test
	void campaignsBeforeRunnersOfTheApplicationWhenTold() {
		try (ConfigurableApplicationContext context = run("leader.campaign-when=started")) {
			assertThat(context.getBean(RunnerConfiguration.class).getLeadersSeen()).hasValue(1);
		}
	}

	private static ConfigurableApplicationContext run(String property) {
		SpringApplication application = new SpringApplicationBuilder(RunnerConfiguration.class)
			.web(WebApplicationType.NONE)
			.build();
		application.setDefaultProperties(Map.of("spring.application.name", "runner", "leader.role", "leader"));
		return application.run("--" + property, "--leader.zookeeper.tick-time=200ms",
				"--leader.zookeeper.session-timeout=2s", "--leader.zookeeper.connection-timeout=1s",
				"--leader.zookeeper.connect-string=" + zookeeper.getConnectString());
	}

	private static Leadership leadership(org.springframework.context.ApplicationContext context, String role) {
		return context.getBean(LeaderElections.class).get(role);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class })
	static class RunnerConfiguration {

		private final AtomicInteger leadersSeen = new AtomicInteger();

		@Bean
		ApplicationRunner runner(LeaderElections elections) {
			Duration patience = Duration.ofMillis(1500);
			return (arguments) -> {
				if (elections.get("leader").await(patience)) {
					this.leadersSeen.incrementAndGet();
				}
			};
		}

		AtomicInteger getLeadersSeen() {
			return this.leadersSeen;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InjectedConfiguration {

		@Bean
		Injected injected(Leadership leadership, @Qualifier("reports") Leadership reports) {
			return new Injected(leadership, reports);
		}

	}

	record Injected(Leadership leadership, Leadership reports) {

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

		private final List<Long> tokens = new CopyOnWriteArrayList<>();

		private final List<AbstractLeaderEvent> events = new CopyOnWriteArrayList<>();

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
