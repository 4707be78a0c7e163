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

package io.github.zkleader.test.autoconfigure;

import java.util.List;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.test.LeadershipControl;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeadershipTestAutoConfiguration}.
 */
class AutoConfigureLeadershipTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
						LeaderGateAutoConfiguration.class, LeadershipTestAutoConfiguration.class))
		.withPropertyValues("spring.application.name=test", "leader.roles=mail");

	@Test
	void replacesTheClientOnly() {
		this.contextRunner.run((context) -> {
			assertThat(context).doesNotHaveBean(CuratorFramework.class)
				.doesNotHaveBean(LeaderClientAutoConfiguration.class)
				.hasSingleBean(LeaderElections.class)
				.hasSingleBean(LeadershipControl.class);
			context.getBean(LeadershipControl.class).grant("mail");
			assertThat(context.getBean(LeaderElections.class).get("mail").isLeader()).isTrue();
		});
	}

	@Test
	void leavesNoThreadBehind() {
		this.contextRunner.run((context) -> {
			context.getBean(Leadership.class);
			context.getBean(LeadershipControl.class).grant("leader");
			assertThat(threads()).isNotEmpty();
		});
		await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void standsInForAnEmbeddedServer() {
		this.contextRunner.withPropertyValues("leader.zookeeper.embedded.enabled=true")
			.run((context) -> assertThat(context)
				.doesNotHaveBean(io.github.zkleader.zookeeper.EmbeddedZookeeper.class));
	}

	@Test
	void saysThatElectionsAreDisabled() {
		this.contextRunner.withPropertyValues("leader.enabled=false").run((context) -> {
			LeadershipControl control = context.getBean(LeadershipControl.class);
			assertThatIllegalStateException().isThrownBy(() -> control.grant("mail"))
				.withMessageContaining("leader.enabled=true");
			control.reset();
		});
	}

	@Test
	void startsNothingByItselfWithoutAutoStart() {
		this.contextRunner.withPropertyValues("leader.auto-start=false").run((context) -> {
			LeadershipControl control = context.getBean(LeadershipControl.class);
			control.reset();
			Leadership leadership = context.getBean(LeaderElections.class).get("mail");
			assertThat(leadership.isLeader()).isFalse();
			control.grant("mail");
			assertThat(leadership.isLeader()).isTrue();
		});
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("zkleader-"))
			.toList();
	}

}
