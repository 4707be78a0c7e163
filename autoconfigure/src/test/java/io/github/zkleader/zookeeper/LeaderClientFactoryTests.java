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

package io.github.zkleader.zookeeper;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.github.zkleader.election.ClosedSessions;
import io.github.zkleader.election.Moment;
import io.github.zkleader.election.OpenedHandle;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.utils.DefaultZookeeperFactory;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaderClientFactory}. None of them needs a server.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeaderClientFactoryTests {

	private final LeaderClientFactory factory = new LeaderClientFactory(new ClosedSessions());

	private final CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
		.connectString("localhost:1")
		.retryPolicy(new RetryOneTime(1));

	@Test
	void appliesCustomizersInOrder() {
		this.factory.create(this.builder, List.of((builder) -> builder.namespace("one"),
				(builder) -> builder.namespace(builder.getNamespace() + "-two")));
		assertThat(this.builder.getNamespace()).isEqualTo("one-two");
	}

	@Test
	void enforcesSessionFactory(CapturedOutput output) {
		this.factory.create(this.builder, List.of(new ReplaceSessionFactory()));
		assertThat(this.builder.getZookeeperFactory()).isInstanceOf(SessionClosingZookeeperFactory.class);
		assertThat(output).containsOnlyOnce("The ZookeeperFactory set by " + ReplaceSessionFactory.class.getName());
	}

	@Test
	void enforcesErrorPolicy(CapturedOutput output) {
		CuratorFramework framework = this.factory.create(this.builder,
				List.of((builder) -> builder.connectionStateErrorPolicy(new StandardConnectionStateErrorPolicy())));
		assertThat(framework.getConnectionStateErrorPolicy()).isInstanceOf(SessionConnectionStateErrorPolicy.class);
		assertThat(output).containsOnlyOnce("The ConnectionStateErrorPolicy set by");
	}

	@Test
	void staysQuietAboutOtherCustomizers(CapturedOutput output) {
		this.factory.create(this.builder, List.of((builder) -> builder.namespace("one")));
		assertThat(output).doesNotContain("is not used");
	}

	@Test
	void honoursClientConfig() throws Exception {
		ZKClientConfig config = new ZKClientConfig();
		config.setProperty("zkleader.test", "yes");
		try (CuratorFramework framework = this.factory.create(this.builder,
				List.of((builder) -> builder.zkClientConfig(config)))) {
			framework.start();
			assertThat(framework.getZookeeperClient().getZooKeeper().getClientConfig()).isSameAs(config);
		}
	}

	@Test
	void handlesKnowWhenTheyWereOpened() throws Exception {
		try (CuratorFramework framework = this.factory.create(this.builder, List.of())) {
			Moment before = Moment.now();
			framework.start();
			Moment first = ((OpenedHandle) framework.getZookeeperClient().getZooKeeper()).getOpened();
			Moment between = Moment.now();
			framework.getZookeeperClient().reset();
			Moment second = ((OpenedHandle) framework.getZookeeperClient().getZooKeeper()).getOpened();
			assertThat(List.of(before, first, between, second, Moment.now()))
				.isSortedAccordingTo(Comparator.comparingLong((moment) -> moment.nanos() - before.nanos()));
			assertThat(List.of(before, first, between, second, Moment.now()))
				.isSortedAccordingTo(Comparator.comparingLong(Moment::millis));
		}
	}

	@Test
	void failsWithoutConnectionInTime() {
		CuratorFramework framework = this.factory.create(this.builder, List.of());
		framework.start();
		assertThatExceptionOfType(ZookeeperUnreachableException.class)
			.isThrownBy(() -> this.factory.awaitConnection(framework, Duration.ofMillis(50)))
			.withMessageContaining("localhost:1")
			.withMessageContaining("50 ms");
		assertThat(framework.getState()).hasToString("STOPPED");
	}

	@Test
	void warnsAboutAdoptedClient(CapturedOutput output) {
		try (CuratorFramework framework = this.builder.build()) {
			LeaderClient client = this.factory.adopt(framework);
			assertThat(client.managed()).isFalse();
			assertThat(client.connectString()).isEqualTo("localhost:1");
			assertThat(output).containsOnlyOnce("does not announce").containsOnlyOnce("is not started");
		}
	}

	static class ReplaceSessionFactory implements CuratorBuilderCustomizer {

		@Override
		public void customize(CuratorFrameworkFactory.Builder builder) {
			builder.zookeeperFactory(new DefaultZookeeperFactory());
		}

	}

}
