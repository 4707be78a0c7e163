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

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.FreePorts;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.Term;
import io.github.zkleader.actuate.LeaderEndpoint;
import io.github.zkleader.actuate.LeaderHealthIndicator;
import io.github.zkleader.election.Elector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.apache.curator.test.TestingZooKeeperServer;
import org.apache.zookeeper.util.ServiceUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for an application on a server that has lost its quorum and answers reads only.
 */
@Tag("ensemble")
@ParameterizedClass
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class ReadOnlyServersTests {

	private static final String READ_ONLY_MODE = "readonlymode.enabled";

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private TestingCluster cluster;

	private ApplicationContextRunner contextRunner;

	private final Elector elector;

	ReadOnlyServersTests(Elector elector) {
		this.elector = elector;
	}

	@BeforeEach
	void startServers() throws Exception {
		System.setProperty(READ_ONLY_MODE, "true");
		ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
		this.cluster = new TestingCluster(Stream.generate(ReadOnlyServersTests::server).limit(3).toList());
		this.cluster.start();
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class,
					LeaderElectionAutoConfiguration.class, LeaderEndpointAutoConfiguration.class,
					LeaderHealthContributorAutoConfiguration.class, LeaderMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("spring.application.name=orders", "leader.role=work", "leader.elector=" + this.elector,
					"leader.zookeeper.session-timeout=" + SESSION_TIMEOUT.toMillis() + "ms",
					"leader.zookeeper.connection-timeout=1s", "leader.zookeeper.tick-time=500ms",
					"leader.zookeeper.ensemble-tracker=false", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=leader", "leader.zookeeper.connect-string=127.0.0.1:"
							+ this.cluster.getServers().get(0).getInstanceSpec().getPort());
	}

	@AfterEach
	void stopServers() throws Exception {
		this.cluster.close();
		System.clearProperty(READ_ONLY_MODE);
	}

	private static InstanceSpec server() {
		return new InstanceSpec(null, FreePorts.next(), FreePorts.next(), FreePorts.next(), true, -1, 500, -1);
	}

	@Test
	void readOnlyClientSaysWhyItCannotLead(CapturedOutput output) {
		this.contextRunner.withPropertyValues("leader.zookeeper.read-only=true").run((context) -> {
			Leadership leadership = loseTheQuorum(context);
			await().atMost(PATIENCE).until(() -> leadership.getStatus().state() == LeadershipState.CONNECTING);
			await().atMost(PATIENCE).until(() -> connection(context).state() == ConnectionStatus.State.READ_ONLY);
			await().atMost(PATIENCE).until(() -> leadership.getStatus().problem() != null);
			assertThat(leadership.getStatus().problem()).contains("reads only").contains("quorum");
			assertThat(context.getBean(LeaderEndpoint.class).leaderForRole("work")).containsEntry("state", "CONNECTING")
				.containsEntry("leader", false)
				.containsEntry("problem", leadership.getStatus().problem());
			assertThat(output).containsOnlyOnce("Role 'work': " + leadership.getStatus().problem());
			assertThatItIsUnhealthy(context);
			assertThat(health(context).getDetails().toString()).contains("READ_ONLY", "reads only");
			assertThatItTriesOnceASecond(context, leadership);
			recover(leadership);
		});
	}

	private Leadership loseTheQuorum(BeanFactory context) throws Exception {
		Leadership leadership = context.getBean(LeaderElections.class).get("work");
		assertThat(leadership.await(PATIENCE)).isTrue();
		for (TestingZooKeeperServer server : stopped()) {
			server.stop();
		}
		await().atMost(SESSION_TIMEOUT).until(() -> !leadership.isLeader());
		return leadership;
	}

	private List<TestingZooKeeperServer> stopped() {
		return this.cluster.getServers().subList(1, 3);
	}

	private static void assertThatItIsUnhealthy(BeanFactory context) {
		await().atMost(PATIENCE).until(() -> health(context).getStatus().equals(Status.DOWN));
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		assertThat(meters.get("leader.status").gauge().value()).isZero();
		assertThat(meters.get("leader.state").tag("state", "connecting").gauge().value()).isOne();
		assertThat(failures(context)).isPositive();
	}

	private static void assertThatItTriesOnceASecond(BeanFactory context, Leadership leadership) {
		int changes = leadership.getStatus().history().size();
		long before = failures(context);
		await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
		assertThat(failures(context) - before).isBetween(1L, 5L);
		assertThat(leadership.getStatus().history()).hasSize(changes);
		assertThat(leadership.isLeader()).isFalse();
	}

	private void recover(Leadership leadership) throws Exception {
		LeadershipStatus before = leadership.getStatus();
		for (TestingZooKeeperServer server : stopped()) {
			server.restart();
		}
		await().atMost(PATIENCE).until(leadership::isLeader);
		assertThat(leadership.getTerm()).map(Term::fencingToken)
			.hasValueSatisfying((token) -> assertThat(token).isNotEqualTo(before.fencingToken()).isPositive());
		assertThat(leadership.getStatus().problem()).isNull();
	}

	private static Health health(BeanFactory context) {
		return context.getBean(LeaderHealthIndicator.class).health();
	}

	private static ConnectionStatus connection(BeanFactory context) {
		return context.getBean(LeaderElections.class).getConnection();
	}

	private static long failures(BeanFactory context) {
		return context.getBean(MeterRegistry.class)
			.get("leader.lease.renewal")
			.tag("outcome", "failure")
			.timer()
			.count();
	}

}
