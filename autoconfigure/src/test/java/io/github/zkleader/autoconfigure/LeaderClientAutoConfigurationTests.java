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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.election.ClosedSessions;
import io.github.zkleader.zookeeper.CuratorBuilderCustomizer;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.EmbeddedZookeeperException;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import io.github.zkleader.zookeeper.LeaderCuratorFramework;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import io.github.zkleader.zookeeper.ZookeeperUnreachableException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderClientAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeaderClientAutoConfigurationTests {

	private final ApplicationContextRunner bareRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.bareRunner
		.withPropertyValues("leader.zookeeper.connect-string=localhost:1");

	private final ApplicationContextRunner embedded = this.bareRunner.withPropertyValues(
			"leader.zookeeper.embedded.enabled=true", "leader.zookeeper.embedded.port=0",
			"leader.zookeeper.tick-time=500ms");

	@Test
	void providesStartedClientWithoutWaitingForServer() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(CuratorFramework.class)
				.hasSingleBean(LeaderClient.class)
				.hasSingleBean(ClosedSessions.class)
				.hasSingleBean(ZookeeperConnectionDetails.class)
				.doesNotHaveBean(EmbeddedZookeeper.class);
			LeaderClient client = context.getBean(LeaderClient.class);
			assertThat(client.managed()).isTrue();
			assertThat(client.connectString()).isEqualTo("localhost:1");
			assertThat(client.framework()).isSameAs(context.getBean(CuratorFramework.class));
			assertThat(client.framework().getState()).isEqualTo(CuratorFrameworkState.STARTED);
		});
	}

	@Test
	void closesClient() {
		LeaderClient[] client = new LeaderClient[1];
		this.contextRunner.run((context) -> client[0] = context.getBean(LeaderClient.class));
		assertThat(client[0].framework().getState()).isEqualTo(CuratorFrameworkState.STOPPED);
	}

	@Test
	void comesAfterSpringCloud() {
		assertThat(LeaderClientAutoConfiguration.class.getAnnotation(AutoConfiguration.class).afterName())
			.containsExactly("org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration");
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner
			.withPropertyValues("leader.enabled=false", "leader.role=", "leader.zookeeper.connect-string=:")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CuratorFramework.class)
				.doesNotHaveBean(LeaderClient.class)
				.doesNotHaveBean(ZookeeperConnectionDetails.class));
	}

	@Test
	void backsOffWhenStandalone() {
		this.contextRunner.withPropertyValues("leader.standalone=true")
			.run((context) -> assertThat(context).doesNotHaveBean(CuratorFramework.class)
				.doesNotHaveBean(LeaderClient.class));
	}

	@Test
	void backsOffWithoutCurator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.apache.curator"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LeaderClientAutoConfiguration.class)
				.doesNotHaveBean(LeaderClient.class));
	}

	@Test
	void backsOffForClientOfApplication() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(CuratorFramework.class).hasSingleBean(LeaderClient.class);
			assertThat(context.getBean(LeaderClient.class).managed()).isFalse();
			assertThat(context.getBean(LeaderClient.class).framework()).isSameAs(context.getBean("client"));
		});
	}

	@Test
	void prefersQualifiedClient() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class, QualifiedClientConfiguration.class)
			.run((context) -> assertThat(context.getBean(LeaderClient.class).framework())
				.isSameAs(context.getBean("qualifiedClient")));
	}

	@Test
	void prefersPrimaryClient() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class, PrimaryClientConfiguration.class)
			.run((context) -> assertThat(context.getBean(LeaderClient.class).framework())
				.isSameAs(context.getBean("primaryClient")));
	}

	@Test
	void refusesToChooseBetweenClients() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class, OtherClientConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(AmbiguousCuratorFrameworkException.class)
				.hasMessageContainingAll("client", "otherClient"));
	}

	@Test
	void backsOffForLeaderClient() {
		this.contextRunner.withUserConfiguration(LeaderClientConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderClient.class)
				.doesNotHaveBean(CuratorFramework.class));
	}

	@Test
	void backsOffForClosedSessions() {
		ClosedSessions closedSessions = new ClosedSessions();
		this.contextRunner.withBean(ClosedSessions.class, () -> closedSessions)
			.run((context) -> assertThat(context.getBean(ClosedSessions.class)).isSameAs(closedSessions));
	}

	@Test
	void backsOffForLeaderClientFactory() {
		LeaderClientFactory factory = new LeaderClientFactory(new ClosedSessions());
		this.contextRunner.withBean(LeaderClientFactory.class, () -> factory)
			.run((context) -> assertThat(context.getBean(LeaderClientFactory.class)).isSameAs(factory));
	}

	@Test
	void backsOffForConnectionDetails() {
		this.contextRunner.withBean(ZookeeperConnectionDetails.class, () -> () -> "elsewhere:1")
			.run((context) -> assertThat(context.getBean(LeaderClient.class).connectString()).isEqualTo("elsewhere:1"));
	}

	@Test
	void connectionDetailsWinOverEmbeddedServer() {
		this.embedded.withBean(ZookeeperConnectionDetails.class, () -> () -> "elsewhere:1")
			.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedZookeeper.class));
	}

	@Test
	void connectStringWinsOverEmbeddedServer() {
		this.embedded.withPropertyValues("leader.zookeeper.connect-string=elsewhere:1").run((context) -> {
			assertThat(context).doesNotHaveBean(EmbeddedZookeeper.class);
			assertThat(context.getBean(LeaderClient.class).connectString()).isEqualTo("elsewhere:1");
		});
	}

	@Test
	void appliesCustomizersInOrder() {
		this.contextRunner.withUserConfiguration(CustomizerConfiguration.class)
			.run((context) -> assertThat(context.getBean(CuratorFramework.class).getNamespace())
				.isEqualTo("first-second"));
	}

	@Test
	void appliesNamespace() {
		this.contextRunner.withPropertyValues("leader.zookeeper.namespace=services")
			.run((context) -> assertThat(context.getBean(CuratorFramework.class).getNamespace()).isEqualTo("services"));
	}

	@Test
	void failsFastWithoutServer() {
		this.contextRunner
			.withPropertyValues("leader.zookeeper.fail-fast=true", "leader.zookeeper.connection-timeout=100ms")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ZookeeperUnreachableException.class));
	}

	@Test
	void connectsToEmbeddedServer() {
		this.embedded.withPropertyValues("leader.zookeeper.fail-fast=true").run((context) -> {
			assertThat(context).hasSingleBean(EmbeddedZookeeper.class).hasSingleBean(ZookeeperConnectionDetails.class);
			LeaderClient client = context.getBean(LeaderClient.class);
			assertThat(client.connectString()).isEqualTo(context.getBean(EmbeddedZookeeper.class).getConnectString());
			assertThat(client.framework().getZookeeperClient().isConnected()).isTrue();
		});
	}

	@Test
	void closesClientBeforeEmbeddedServer() {
		this.embedded.withPropertyValues("leader.zookeeper.fail-fast=true").run((context) -> {
			ConfigurableListableBeanFactory beanFactory = context.getSourceApplicationContext().getBeanFactory();
			assertThat(beanFactory.getDependentBeans("zookeeperConnectionDetails")).contains("leaderCuratorFramework");
			assertThat(beanFactory.getDependentBeans("embeddedZookeeper")).contains("zookeeperConnectionDetails");
		});
	}

	@Test
	void runsPeerOfEmbeddedEnsemble() {
		String peers = "localhost:%d:%d:%d,203.0.113.1:2181,203.0.113.2:2181".formatted(
				TestSocketUtils.findAvailableTcpPort(), TestSocketUtils.findAvailableTcpPort(),
				TestSocketUtils.findAvailableTcpPort());
		this.bareRunner
			.withPropertyValues("leader.zookeeper.embedded.enabled=true", "leader.zookeeper.embedded.peers=" + peers)
			.run((context) -> {
				EmbeddedZookeeper zookeeper = context.getBean(EmbeddedZookeeper.class);
				assertThat(zookeeper.isJoined()).isFalse();
				assertThat(zookeeper.getConnectString()).matches("127.0.0.1:\\d+,203.0.113.1:2181,203.0.113.2:2181")
					.isEqualTo(context.getBean(LeaderClient.class).connectString());
			});
	}

	@Test
	void runsPeerOnGivenPort() {
		this.bareRunner
			.withPropertyValues("leader.zookeeper.embedded.enabled=true", "leader.zookeeper.embedded.port=2188",
					"leader.zookeeper.embedded.peers=localhost:1:2:3,localhost:4:5:6,203.0.113.2:2188")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(EmbeddedZookeeperException.class)
				.hasMessageContaining("on port 2188"));
	}

	@Test
	void refusesEmbeddedServerWithoutItsLibraries() {
		this.embedded.withClassLoader(new FilteredClassLoader("com.codahale.metrics", "org.xerial.snappy"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(EmbeddedZookeeperException.class));
	}

	@Test
	void refusesUnknownSslBundle() {
		this.contextRunner.withBean(SslBundles.class, () -> sslBundles("web"))
			.withPropertyValues("leader.zookeeper.ssl.bundle=zoo")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidLeaderPropertyException.class)
				.hasMessage("Property leader.zookeeper.ssl.bundle: there is no SSL bundle of that name, only [web]"));
	}

	@Test
	void refusesSslBundleWhereThereAreNone() {
		this.contextRunner.withPropertyValues("leader.zookeeper.ssl.bundle=zoo")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidLeaderPropertyException.class)
				.hasMessageContaining("there is no SSL bundle of that name, only []"));
	}

	@Test
	void connectionDetailsWinOverSslBundle() {
		this.contextRunner.withPropertyValues("leader.zookeeper.ssl.bundle=zoo")
			.withBean(ZookeeperConnectionDetails.class, () -> () -> "elsewhere:1")
			.run((context) -> assertThat(clientConfig(context).getProperty(ZKClientConfig.SECURE_CLIENT)).isNull());
	}

	@Test
	void encryptsWhateverACustomizerSets() {
		ZKClientConfig config = new ZKClientConfig();
		config.setProperty(ZKClientConfig.SECURE_CLIENT, "false");
		config.setProperty("zkleader.test", "yes");
		this.contextRunner.withBean(SslBundles.class, () -> sslBundles("zoo"))
			.withPropertyValues("leader.zookeeper.ssl.bundle=zoo")
			.withBean(CuratorBuilderCustomizer.class, () -> (builder) -> builder.zkClientConfig(config))
			.run((context) -> {
				ZKClientConfig used = clientConfig(context);
				assertThat(used.getBoolean(ZKClientConfig.SECURE_CLIENT)).isTrue();
				assertThat(used.getProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET))
					.isEqualTo("org.apache.zookeeper.ClientCnxnSocketNetty");
				assertThat(used.getProperty("zkleader.test")).isEqualTo("yes");
				assertThat(used.getProperty("zookeeper.ssl.trustStore.location")).isNull();
			});
	}

	@Test
	void refusesUnknownLoginContext() {
		this.contextRunner.withPropertyValues("leader.zookeeper.sasl.login-context=Elections")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidLeaderPropertyException.class)
				.hasMessage("Property leader.zookeeper.sasl.login-context: JAAS knows no login context of that name"));
	}

	private static SslBundles sslBundles(String name) {
		return new DefaultSslBundleRegistry(name, SslBundle.of(SslStoreBundle.NONE));
	}

	private static ZKClientConfig clientConfig(ApplicationContext context) throws Exception {
		return context.getBean(CuratorFramework.class).getZookeeperClient().getZooKeeper().getClientConfig();
	}

	@Test
	void createsNodesOnlyItsCredentialsMayUse(CapturedOutput output) {
		this.embedded
			.withPropertyValues("leader.zookeeper.acl=creator", "leader.zookeeper.auth[0].scheme=digest",
					"leader.zookeeper.auth[0].credentials=alice:swordfish")
			.run((context) -> {
				CuratorFramework framework = context.getBean(CuratorFramework.class);
				framework.create().forPath("/node", "data".getBytes(StandardCharsets.UTF_8));
				assertThat(framework.getACL().forPath("/node")).singleElement().satisfies((acl) -> {
					assertThat(acl.getPerms()).isEqualTo(ZooDefs.Perms.ALL);
					assertThat(acl.getId().getId()).startsWith("alice:");
				});
			});
		assertThat(output).doesNotContain("swordfish");
	}

	@Test
	void createsOpenNodes() {
		this.embedded.run((context) -> {
			CuratorFramework framework = context.getBean(CuratorFramework.class);
			assertThat(framework.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
			framework.create().forPath("/node");
			assertThat(framework.getACL().forPath("/node")).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
		});
	}

	@Test
	void hidesCredentials() {
		this.contextRunner
			.withPropertyValues("leader.zookeeper.auth[0].scheme=digest",
					"leader.zookeeper.auth[0].credentials=alice:swordfish")
			.run((context) -> assertThat(List
				.of(context.getBean(LeaderProperties.class).getZookeeper().getAuth(),
						context.getBean(LeaderClient.class), context.getBean(ZookeeperConnectionDetails.class))
				.toString()).doesNotContain("swordfish"));
	}

	private static CuratorFramework client() {
		return CuratorFrameworkFactory.newClient("localhost:2", new RetryOneTime(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		@Bean(initMethod = "start")
		CuratorFramework client() {
			return LeaderClientAutoConfigurationTests.client();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherClientConfiguration {

		@Bean(initMethod = "start")
		CuratorFramework otherClient() {
			return LeaderClientAutoConfigurationTests.client();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class QualifiedClientConfiguration {

		@Bean(initMethod = "start")
		@LeaderCuratorFramework
		CuratorFramework qualifiedClient() {
			return LeaderClientAutoConfigurationTests.client();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryClientConfiguration {

		@Bean(initMethod = "start")
		@Primary
		CuratorFramework primaryClient() {
			return LeaderClientAutoConfigurationTests.client();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LeaderClientConfiguration {

		@Bean
		LeaderClient customLeaderClient() {
			return new LeaderClient(LeaderClientAutoConfigurationTests.client(), false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CustomizerConfiguration {

		@Bean
		@Order(2)
		CuratorBuilderCustomizer second() {
			return (builder) -> builder.namespace(builder.getNamespace() + "-second");
		}

		@Bean
		@Order(1)
		CuratorBuilderCustomizer first() {
			return (builder) -> builder.namespace("first");
		}

	}

}
