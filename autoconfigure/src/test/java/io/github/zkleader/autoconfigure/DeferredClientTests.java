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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.zookeeper.CuratorBuilderCustomizer;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import io.github.zkleader.zookeeper.ZookeeperUnreachableException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications that are ready before the client of their elections is built.
 */
class DeferredClientTests {

	private static final String CLIENT = "leaderCuratorFramework";

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
	void clientIsBuiltOnceTheApplicationIsReady() {
		List<Boolean> built = new ArrayList<>();
		try (ConfigurableApplicationContext context = run(
				(application) -> built.add(application.getBeanFactory().containsSingleton(CLIENT)))) {
			assertThat(built).containsExactly(false);
			awaitLeadership(context);
			assertThat(context.getBean(CuratorFramework.class).getState()).isEqualTo(CuratorFrameworkState.STARTED);
			assertThat(context.getBeanFactory().getDependentBeans("leaderClient"))
				.as("so that they are destroyed before it")
				.contains("leaderElections");
		}
	}

	@Test
	void electionsSayWhereTheyWillConnect() {
		List<ConnectionStatus> status = new ArrayList<>();
		try (ConfigurableApplicationContext context = run(
				(application) -> status.add(application.getBean(LeaderElections.class).getConnection()))) {
			assertThat(status.get(0).state()).isEqualTo(ConnectionStatus.State.NONE);
			assertThat(status.get(0).connectString()).isEqualTo(zookeeper.getConnectString());
			LeaderElections elections = context.getBean(LeaderElections.class);
			await().until(() -> elections.getConnection().state() == ConnectionStatus.State.CONNECTED);
		}
	}

	@Test
	void whoAsksForTheClientHasItAtOnce() {
		List<CuratorFrameworkState> states = new ArrayList<>();
		try (ConfigurableApplicationContext context = run(
				(application) -> states.add(application.getBean(AsksForClient.class).framework().getState()),
				AsksForClient.class)) {
			assertThat(states).containsExactly(CuratorFrameworkState.STARTED);
			awaitLeadership(context);
			assertThat(context.getBean(CuratorFramework.class))
				.isSameAs(context.getBean(AsksForClient.class).framework());
		}
	}

	@Test
	void isBuiltWithTheContextIfElectionsStartWithIt() {
		try (ConfigurableApplicationContext context = run(
				(application) -> assertThat(application.getBeanFactory().containsSingleton(CLIENT)).isTrue(),
				"--leader.campaign-when=started")) {
			awaitLeadership(context);
		}
	}

	@Test
	void isBuiltWithTheContextIfSomebodyElseSaysWhereItConnects() {
		try (ConfigurableApplicationContext context = run(
				(application) -> assertThat(application.getBeanFactory().containsSingleton(CLIENT)).isTrue(),
				OwnConnection.class)) {
			awaitLeadership(context);
		}
	}

	@Test
	void isBuiltWithTheContextIfItIsCustomized() {
		assertThatException().isThrownBy(() -> run((application) -> {
		}, FailingCustomizer.class)).havingRootCause().withMessage("customized");
	}

	@Test
	void restartedContextUsesTheSameClient() {
		try (ConfigurableApplicationContext context = run((application) -> {
		})) {
			awaitLeadership(context);
			CuratorFramework framework = context.getBean(CuratorFramework.class);
			context.stop();
			assertThat(context.getBean(LeaderElections.class).get("leader").isLeader()).isFalse();
			assertThat(framework.getState()).isEqualTo(CuratorFrameworkState.STARTED);
			context.start();
			awaitLeadership(context);
			assertThat(context.getBean(CuratorFramework.class)).isSameAs(framework);
		}
	}

	@Test
	void closesClient() {
		CuratorFramework framework;
		try (ConfigurableApplicationContext context = run((application) -> {
		})) {
			awaitLeadership(context);
			framework = context.getBean(CuratorFramework.class);
		}
		assertThat(framework.getState()).isEqualTo(CuratorFrameworkState.STOPPED);
	}

	@Test
	void applicationThatFailsBeforeItIsReadyBuildsNone() {
		ConfigurableListableBeanFactory[] beanFactory = new ConfigurableListableBeanFactory[1];
		assertThatIllegalStateException().isThrownBy(() -> run((application) -> {
			beanFactory[0] = application.getBeanFactory();
			ClientPlan plan = application.getBean(ClientPlan.class);
			assertThat(plan.isDeferred()).isTrue();
			application.close();
			assertThat(catchThrowable(plan::getClient)).as("it is too late").isNotNull();
			throw new IllegalStateException("not ready");
		}));
		assertThat(beanFactory[0].containsSingleton(CLIENT)).isFalse();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("zkleader-start");
	}

	@Test
	void electionsThatAreNotStartedNeedNone() {
		try (ConfigurableApplicationContext context = run((application) -> {
		}, "--leader.auto-start=false")) {
			assertThat(context.getBeanFactory().containsSingleton(CLIENT)).isFalse();
			context.getBean(ElectionsLifecycle.class).start();
			awaitLeadership(context);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "leader.zookeeper.connect-string=:2181", "leader.zookeeper.connect-string=zoo:2181/a//b",
			"leader.zookeeper.session-timeout=500ms", "leader.zookeeper.connection-timeout=0s",
			"leader.zookeeper.retry.max-retries=30", "leader.zookeeper.namespace=/services",
			"leader.zookeeper.auth[0].scheme=digest", "leader.zookeeper.ssl.bundle=missing",
			"leader.zookeeper.sasl.login-context=missing", "leader.path=/a/../b" })
	void badConfigurationFailsTheStart(String property) {
		assertThatException().isThrownBy(() -> run((application) -> {
		}, "--" + property))
			.havingRootCause()
			.isInstanceOfSatisfying(InvalidLeaderPropertyException.class,
					(ex) -> assertThat(property).startsWith(ex.getProperty().replace(".credentials", "")));
	}

	@Test
	void missingServerFailsTheStartIfItIsToFailFast() {
		assertThatException().isThrownBy(() -> run((application) -> {
		}, "--leader.zookeeper.fail-fast=true", "--leader.zookeeper.connect-string=127.0.0.1:1",
				"--leader.zookeeper.connection-timeout=100ms"))
			.havingRootCause()
			.isInstanceOf(ZookeeperUnreachableException.class);
	}

	private static void awaitLeadership(ConfigurableApplicationContext context) {
		Leadership leadership = context.getBean(LeaderElections.class).get("leader");
		await().atMost(Duration.ofSeconds(30)).until(leadership::isLeader);
	}

	private static ConfigurableApplicationContext run(Consumer<ConfigurableApplicationContext> beforeReady,
			String... arguments) {
		return run(beforeReady, Application.class, arguments);
	}

	private static ConfigurableApplicationContext run(Consumer<ConfigurableApplicationContext> beforeReady,
			Class<?> source, String... arguments) {
		return new SpringApplicationBuilder(Application.class, source).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=deferred",
					"leader.zookeeper.session-timeout=2s", "leader.zookeeper.tick-time=200ms",
					"leader.zookeeper.connect-string=" + zookeeper.getConnectString())
			.initializers((context) -> context.getBeanFactory()
				.registerSingleton("beforeReady", (ApplicationRunner) (ignored) -> beforeReady.accept(context)))
			.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, LeaderClientAutoConfiguration.class,
			LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class })
	static class Application {

		@Bean
		Job job() {
			return new Job();
		}

	}

	static class AsksForClient {

		private final CuratorFramework framework;

		AsksForClient(CuratorFramework framework) {
			this.framework = framework;
		}

		CuratorFramework framework() {
			return this.framework;
		}

	}

	static class OwnConnection {

		@Bean
		ZookeeperConnectionDetails ownConnectionDetails() {
			return zookeeper::getConnectString;
		}

	}

	static class FailingCustomizer {

		@Bean
		CuratorBuilderCustomizer failingCustomizer() {
			return (builder) -> {
				throw new IllegalStateException("customized");
			};
		}

	}

	static class Job {

		@LeaderOnly
		void run() {
		}

	}

}
