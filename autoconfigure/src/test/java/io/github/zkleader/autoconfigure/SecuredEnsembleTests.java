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
import java.util.stream.Stream;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.actuate.LeaderEndpoint;
import io.github.zkleader.election.Elector;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for elections with credentials, on a real server.
 */
@ParameterizedClass
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class SecuredEnsembleTests {

	private static final String SECRET = "swordfish";

	private EmbeddedZookeeper zookeeper;

	private ApplicationContextRunner contextRunner;

	private final Elector elector;

	SecuredEnsembleTests(Elector elector) {
		this.elector = elector;
	}

	@BeforeEach
	void startServer() {
		this.zookeeper = EmbeddedZookeeper.start(0, null, Duration.ofMillis(200), Duration.ofSeconds(30));
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
							LeaderEndpointAutoConfiguration.class, LeaderHealthContributorAutoConfiguration.class,
							ConfigurationPropertiesReportEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*", "spring.application.name=orders",
					"leader.role=leader", "leader.elector=" + this.elector, "leader.zookeeper.acl=creator",
					"leader.zookeeper.session-timeout=2s", "leader.zookeeper.tick-time=200ms",
					"leader.zookeeper.connect-string=" + this.zookeeper.getConnectString());
	}

	@AfterEach
	void stopServer() {
		this.zookeeper.close();
	}

	@Test
	void everythingCreatedIsForTheCreatorOnly() {
		as("alice").run((context) -> {
			awaitLeader(context);
			CuratorFramework client = context.getBean(CuratorFramework.class);
			assertThat(client.getChildren().forPath("/zkleader/orders/leader")).hasSize(1);
			for (String path : List.of("/zkleader", "/zkleader/orders", "/zkleader/orders/leader",
					"/zkleader/orders/leader/" + client.getChildren().forPath("/zkleader/orders/leader").get(0))) {
				assertThat(client.getACL().forPath(path)).as(path)
					.singleElement()
					.satisfies((acl) -> assertThat(acl.getId().getId()).startsWith("alice:"));
			}
			try (CuratorFramework stranger = CuratorFrameworkFactory.newClient(this.zookeeper.getConnectString(),
					new RetryOneTime(100))) {
				stranger.start();
				assertThatExceptionOfType(KeeperException.NoAuthException.class)
					.isThrownBy(() -> stranger.getChildren().forPath("/zkleader/orders/leader"));
			}
		});
	}

	@Test
	void pathOfSomebodyElseForbidsUsUntilItIsOpened() {
		as("bob").run((bobs) -> {
			awaitLeader(bobs);
			as("alice").run((context) -> {
				Leadership leadership = leadership(context);
				await().until(() -> leadership.getStatus().state() == LeadershipState.FAILED);
				assertThat(leadership.getStatus().problem()).contains("no right")
					.contains("/zkleader")
					.contains("leader.zookeeper.auth")
					.doesNotContain(SECRET);
				bobs.close();
				CuratorFramework client = bobs(context);
				for (String path : List.of("/zkleader", "/zkleader/orders", "/zkleader/orders/leader")) {
					if (client.checkExists().forPath(path) != null) {
						client.setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath(path);
					}
				}
				client.close();
				awaitLeader(context);
			});
		});
	}

	@Test
	void secretsAreSeenNowhere(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		List<String> loggers = List.of("io.github.zkleader", "org.apache.zookeeper", "org.apache.curator",
				"org.springframework.integration");
		loggers.forEach((logger) -> logging.setLogLevel(logger, LogLevel.DEBUG));
		try {
			as("alice").run((context) -> {
				awaitLeader(context);
				LeaderProperties properties = context.getBean(LeaderProperties.class);
				assertThat(Stream
					.of(properties, properties.getZookeeper(), properties.getZookeeper().getAuth(),
							context.getBean(LeaderEndpoint.class).leader(),
							context.getBean(LeaderElections.class).getConnection(),
							context.getBean("leaderHealthContributor"), context.getBean("leaderClientSecurity"),
							context.getBean(ConfigurationPropertiesReportEndpoint.class)
								.configurationProperties()
								.getContexts())
					.map(String::valueOf)).noneMatch((text) -> text.contains(SECRET));
			});
		}
		finally {
			loggers.forEach((logger) -> logging.setLogLevel(logger, null));
			logging.setLogLevel("io.github.zkleader", LogLevel.INFO);
		}
		assertThat(output).contains("DEBUG").doesNotContain(SECRET);
	}

	@Test
	void rejectedCredentialsAreNamedAndTriedAgain(CapturedOutput output) {
		as("alice").withPropertyValues("leader.zookeeper.auth[0].scheme=nonsense").run((context) -> {
			CuratorFramework client = context.getBean(CuratorFramework.class);
			ZooKeeper first = client.getZookeeperClient().getZooKeeper();
			await().until(() -> {
				String note = context.getBean(LeaderElections.class).getConnection().note();
				return note != null && note.startsWith("ZooKeeper rejected the credentials");
			});
			await().untilAsserted(() -> assertThat(client.getZookeeperClient().getZooKeeper()).isNotSameAs(first));
		});
		assertThat(output).containsOnlyOnce("cannot be renewed and lasts PT0S more: ZooKeeper rejected the credentials")
			.doesNotContain(SECRET);
	}

	private CuratorFramework bobs(ApplicationContext context) {
		CuratorFramework client = CuratorFrameworkFactory.builder()
			.connectString(this.zookeeper.getConnectString())
			.authorization("digest", ("bob:" + SECRET).getBytes())
			.retryPolicy(new RetryOneTime(100))
			.build();
		client.start();
		return client;
	}

	private ApplicationContextRunner as(String user) {
		return this.contextRunner.withPropertyValues("leader.zookeeper.auth[0].scheme=digest",
				"leader.zookeeper.auth[0].credentials=" + user + ":" + SECRET);
	}

	private static Leadership leadership(ApplicationContext context) {
		return context.getBean(LeaderElections.class).get("leader");
	}

	private static void awaitLeader(ApplicationContext context) {
		await().until(leadership(context)::isLeader);
	}

}
