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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.LeaderCuratorFramework;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for elections on a client that somebody else owns, on a real server.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtherClientOwnersTests {

	private static EmbeddedZookeeper zookeeper;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class, LeaderHealthContributorAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders", "leader.role=leader",
				"leader.zookeeper.session-timeout=2s", "leader.zookeeper.tick-time=200ms");

	@BeforeAll
	static void startServer() {
		zookeeper = EmbeddedZookeeper.start(0, null, Duration.ofMillis(200), Duration.ofSeconds(30));
	}

	@AfterAll
	static void stopServer() {
		zookeeper.close();
	}

	@Test
	void leadsOnTheClientOfTheApplicationAndSaysWhatIsNotCovered(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class).run((context) -> {
			awaitLeader(context);
			assertThat(context.getBean(LeaderClient.class).framework()).isSameAs(context.getBean("client"));
			assertThat(context.getBean(HealthIndicator.class).health()).satisfies((health) -> {
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails().get("connection")).asString()
					.contains("the client is the application's own", "not covered by the lease");
			});
			assertThat(output).containsOnlyOnce("The elections run on a CuratorFramework of the application");
		});
	}

	@Test
	void leaseEndsBeforeTheClientOfTheApplicationClosesItsSession() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class).run((context) -> {
			Leadership leadership = awaitLeader(context);
			CuratorFramework client = context.getBean(CuratorFramework.class);
			BlockingQueue<Boolean> leadsWhenDeleted = new LinkedBlockingQueue<>();
			try (CuratorFramework observer = client()) {
				observer.start();
				String lock = observer.getChildren().forPath("/zkleader/orders/leader").get(0);
				observer.checkExists()
					.usingWatcher((CuratorWatcher) (event) -> leadsWhenDeleted.add(leadership.isLeader()))
					.forPath("/zkleader/orders/leader/" + lock);
				client.close();
				assertThat(leadsWhenDeleted.poll(10, TimeUnit.SECONDS)).isFalse();
			}
		});
	}

	@Test
	void leadsOnTheQualifiedOneOfTwoClients() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class, QualifiedClientConfiguration.class)
			.run((context) -> {
				awaitLeader(context);
				CuratorFramework qualified = context.getBean("qualifiedClient", CuratorFramework.class);
				assertThat(context.getBean(LeaderClient.class).framework()).isSameAs(qualified);
				assertThat(qualified.getChildren().forPath("/zkleader/orders/leader")).hasSize(1);
				assertThat(context.getBean("client", CuratorFramework.class)
					.getChildren()
					.forPath("/qualified/zkleader/orders/leader")).hasSize(1);
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void leadsOnTheClientOfSpringCloud(boolean cloudFirst, CapturedOutput output) {
		AutoConfigurations ours = AutoConfigurations.of(LeaderClientAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class);
		AutoConfigurations theirs = AutoConfigurations.of(ZookeeperAutoConfiguration.class);
		new ApplicationContextRunner().withConfiguration(cloudFirst ? theirs : ours)
			.withConfiguration(cloudFirst ? ours : theirs)
			.withPropertyValues("spring.application.name=orders", "leader.role=leader",
					"leader.zookeeper.session-timeout=2s", "leader.zookeeper.tick-time=200ms",
					"leader.zookeeper.connect-string=elsewhere:1",
					"spring.cloud.zookeeper.connect-string=" + zookeeper.getConnectString(),
					"spring.cloud.zookeeper.session-timeout=2s")
			.run((context) -> {
				awaitLeader(context);
				assertThat(context).hasSingleBean(CuratorFramework.class);
				assertThat(context.getBean(LeaderClient.class).framework())
					.isSameAs(context.getBean("curatorFramework"));
				assertThat(context.getBean(LeaderClient.class).managed()).isFalse();
				assertThat(output).containsOnlyOnce("The elections run on a CuratorFramework of the application");
			});
	}

	@Test
	void leadsOnItsOwnClientWhereSpringCloudsIsDisabled() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(ZookeeperAutoConfiguration.class))
			.withPropertyValues("spring.cloud.zookeeper.enabled=false",
					"leader.zookeeper.connect-string=" + zookeeper.getConnectString())
			.run((context) -> {
				awaitLeader(context);
				assertThat(context.getBean(LeaderClient.class).managed()).isTrue();
			});
	}

	private static Leadership awaitLeader(ApplicationContext context) {
		Leadership leadership = context.getBean(LeaderElections.class).get("leader");
		await().until(leadership::isLeader);
		return leadership;
	}

	private static CuratorFramework client() {
		return CuratorFrameworkFactory.builder()
			.connectString(zookeeper.getConnectString())
			.sessionTimeoutMs(2000)
			.retryPolicy(new RetryOneTime(100))
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		@Bean(initMethod = "start", destroyMethod = "close")
		CuratorFramework client() {
			return OtherClientOwnersTests.client();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class QualifiedClientConfiguration {

		@Bean(initMethod = "start", destroyMethod = "close")
		@LeaderCuratorFramework
		CuratorFramework qualifiedClient() {
			return CuratorFrameworkFactory.builder()
				.connectString(zookeeper.getConnectString())
				.namespace("qualified")
				.sessionTimeoutMs(2000)
				.retryPolicy(new RetryOneTime(100))
				.build();
		}

	}

}
