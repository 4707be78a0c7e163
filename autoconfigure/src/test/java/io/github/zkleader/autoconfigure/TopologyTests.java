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

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.election.Elector;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the ways to reach an ensemble, on a real server.
 */
@ParameterizedClass
@EnumSource
class TopologyTests {

	private static EmbeddedZookeeper zookeeper;

	private static CuratorFramework admin;

	private final Elector elector;

	TopologyTests(Elector elector) {
		this.elector = elector;
	}

	@BeforeAll
	static void startServer() {
		zookeeper = EmbeddedZookeeper.start(0, null, Duration.ofMillis(200), Duration.ofSeconds(30));
		admin = CuratorFrameworkFactory.newClient(zookeeper.getConnectString(), new RetryOneTime(100));
		admin.start();
	}

	@AfterAll
	static void stopServer() {
		admin.close();
		zookeeper.close();
	}

	@Test
	void leadsBelowChroot() throws Exception {
		String chroot = "/chroot-" + this.elector;
		admin.create().forPath(chroot);
		runner(zookeeper.getConnectString() + chroot).run((context) -> {
			awaitLeader(context);
			assertThat(admin.getChildren().forPath(chroot + "/zkleader/orders/leader")).hasSize(1);
		});
	}

	@Test
	void missingChrootIsNamedUntilItExists() {
		String chroot = "/missing-" + this.elector;
		runner(zookeeper.getConnectString() + chroot).run((context) -> {
			Leadership leadership = leadership(context);
			await().until(() -> leadership.getStatus().state() == LeadershipState.FAILED);
			assertThat(leadership.getStatus().problem())
				.contains("the chroot of leader.zookeeper.connect-string must exist");
			admin.create().forPath(chroot);
			awaitLeader(context);
			assertThat(admin.getChildren().forPath(chroot + "/zkleader/orders/leader")).hasSize(1);
		});
	}

	@Test
	void leadsInNamespace() {
		runner(zookeeper.getConnectString()).withPropertyValues("leader.zookeeper.namespace=space/inner")
			.run((context) -> {
				awaitLeader(context);
				assertThat(admin.getChildren().forPath("/space/inner/zkleader/orders/leader")).hasSize(1);
			});
	}

	@Test
	void leadsThroughWhicheverServerAnswers() {
		runner("127.0.0.1:1," + zookeeper.getConnectString() + ",127.0.0.1:2").run(TopologyTests::awaitLeader);
	}

	private ApplicationContextRunner runner(String connectString) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class))
			.withPropertyValues("spring.application.name=orders", "leader.role=leader",
					"leader.elector=" + this.elector, "leader.zookeeper.session-timeout=2s",
					"leader.zookeeper.tick-time=200ms", "leader.zookeeper.connect-string=" + connectString);
	}

	private static Leadership leadership(ApplicationContext context) {
		return context.getBean(LeaderElections.class).get("leader");
	}

	private static void awaitLeader(ApplicationContext context) {
		await().until(leadership(context)::isLeader);
	}

}
