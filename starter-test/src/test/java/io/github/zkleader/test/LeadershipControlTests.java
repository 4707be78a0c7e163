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

package io.github.zkleader.test;

import java.time.Duration;
import java.time.Instant;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.StateChange;
import io.github.zkleader.actuate.LeaderEndpoint;
import io.github.zkleader.test.autoconfigure.AutoConfigureLeadership;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LeadershipControl}.
 */
@SpringBootTest(classes = ExampleApplication.class, properties = "management.endpoints.web.exposure.include=leader")
@AutoConfigureLeadership
class LeadershipControlTests {

	@Autowired
	private LeadershipControl control;

	@Autowired
	private Leadership leadership;

	@Autowired
	private LeaderElections elections;

	@Autowired
	private ExampleApplication.Job job;

	@Test
	void leadsAtFirstWithoutClient(@Autowired ApplicationContext context) {
		assertThat(this.leadership).isLeader().hasState(LeadershipState.LEADER).heard();
		assertThat(this.elections.get("mail")).isLeader();
		assertThat(context.getBeansOfType(CuratorFramework.class)).isEmpty();
		assertThat(this.elections.getConnection().connectString()).isEqualTo("in memory");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "LISTENER", "ERROR" })
	void revokesForEveryReasonAndGrantsAgain(RevokeReason reason) {
		long token = this.leadership.getTerm().orElseThrow().fencingToken();
		this.control.revoke("leader", reason);
		LeadershipState expected = switch (reason) {
			case PAUSED -> LeadershipState.PAUSED;
			case STOPPED -> LeadershipState.STOPPED;
			default -> LeadershipState.FOLLOWER;
		};
		assertThat(this.leadership).isNotLeader().heard(OnRevokedEvent.class).hasState(expected);
		assertThat(this.leadership.getStatus().history()).extracting(StateChange::reason).contains(reason.tag());
		this.job.run();
		assertThat(this.leadership).didNotRun("job.run").skipped("job.run");
		this.control.grant("leader");
		assertThat(this.leadership).isLeader()
			.hasTokenGreaterThan(token)
			.heard(OnRevokedEvent.class, OnGrantedEvent.class);
	}

	@Test
	void refusesReasonsThatOnlyListenersCause() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.control.revoke("leader", RevokeReason.LISTENER))
			.withMessageContaining("OnGrantedEvent");
	}

	@Test
	void saysWhyItCannotRevokeOrGrant() {
		this.control.revoke("leader", RevokeReason.YIELDED);
		assertThatIllegalStateException().isThrownBy(() -> this.control.expireLease("leader"))
			.withMessageContaining("FOLLOWER");
		assertThatIllegalArgumentException().isThrownBy(() -> this.control.grant("other"))
			.withMessageContaining("'other'");
	}

	@Test
	void yieldMovesOneRole() {
		this.control.revoke("leader", RevokeReason.YIELDED);
		assertThat(this.elections.get("mail")).isLeader();
	}

	@Test
	void leaseIsThatOfAllRoles() {
		this.control.expireLease("leader");
		assertThat(this.leadership).isNotLeader();
		assertThat(this.elections.get("mail")).isNotLeader();
	}

	@Test
	void pausesAndResumes() {
		this.control.pause("leader");
		assertThat(this.leadership).hasState(LeadershipState.PAUSED);
		this.control.resume("leader");
		assertThat(this.leadership).isLeader();
	}

	@Test
	void leaseSurvivesAnInterruptionThatIsShortEnough() {
		long token = this.leadership.getTerm().orElseThrow().fencingToken();
		this.control.disconnect();
		this.control.advance(Duration.ofSeconds(5));
		assertThat(this.leadership).isLeader();
		this.control.reconnect();
		assertThat(this.leadership).hasToken(token);
	}

	@Test
	void leaseRunsOutDuringAnInterruption() {
		this.control.disconnect();
		this.control.advance(Duration.ofSeconds(8));
		assertThat(this.leadership).isNotLeader().heard(OnRevokedEvent.class);
		this.control.advance(Duration.ofSeconds(8));
		this.control.reconnect();
		assertThat(this.leadership).isLeader().heard(OnRevokedEvent.class, OnGrantedEvent.class);
	}

	@Test
	void clockIsMoved() {
		Instant before = this.control.getClock().instant();
		this.control.advance(Duration.ofHours(1));
		assertThat(this.control.getClock().instant()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
		assertThat(this.leadership).isLeader();
	}

	@Test
	void grantsToWhoYieldedInFlight() throws Exception {
		Thread hanging = hang();
		this.leadership.yield();
		this.control.advance(Duration.ofSeconds(15));
		hanging.join();
		this.control.grant("leader");
		assertThat(this.leadership).isLeader().interrupted("job.hang");
	}

	@Test
	void interruptsAtOnceWhenTheLeaseExpires() throws Exception {
		Thread hanging = hang();
		assertThat(this.leadership).ran("job.hang").ran("job.hang", 0);
		this.control.expireLease("leader");
		hanging.join();
		assertThat(this.leadership).interrupted("job.hang").ran("job.hang", 1);
	}

	@Test
	void refusesToBeCalledFromLeaderOnlyWork() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.leadership.guard(() -> this.control.revoke("leader", RevokeReason.YIELDED)))
			.withMessageContaining("from the test");
	}

	@Test
	void endpointAndMetersFollow(@Autowired LeaderEndpoint endpoint, @Autowired MeterRegistry registry) {
		double before = transitions(registry, "session");
		assertThat(registry.get("leader.status").tag("role", "leader").gauge().value()).isEqualTo(1);
		this.control.revoke("leader", RevokeReason.SESSION);
		assertThat(registry.get("leader.status").tag("role", "leader").gauge().value()).isZero();
		assertThat(transitions(registry, "session")).isEqualTo(before + 1);
		assertThat(endpoint.leader().toString()).contains("FOLLOWER");
	}

	private static double transitions(MeterRegistry registry, String reason) {
		return registry.get("leader.transitions").tag("role", "leader").tag("reason", reason).counter().count();
	}

	@Test
	void survivesPauseAndRestartOfTheContext(@Autowired ConfigurableApplicationContext context) {
		context.pause();
		assertThat(this.leadership).hasState(LeadershipState.STOPPED).heard(OnRevokedEvent.class);
		context.restart();
		this.control.reset();
		assertThat(this.leadership).isLeader();
	}

	private Thread hang() throws InterruptedException {
		Thread thread = new Thread(() -> {
			try {
				this.job.hang();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.start();
		this.job.awaitHanging();
		return thread;
	}

	/**
	 * A nested class inherits the elections of its outer class.
	 */
	@Nested
	class InheritedTests {

		@Test
		void leads() {
			assertThat(LeadershipControlTests.this.leadership).isLeader();
			LeadershipControlTests.this.control.revoke("leader", RevokeReason.YIELDED);
		}

		@Test
		void leadsAgain() {
			assertThat(LeadershipControlTests.this.leadership).isLeader().heard();
		}

	}

	/**
	 * A nested class may have its own.
	 */
	@Nested
	@AutoConfigureLeadership(InitialLeadership.FOLLOWER)
	class FollowerTests {

		@Test
		void followsUntilGranted(@Autowired Leadership leadership, @Autowired LeadershipControl control) {
			assertThat(leadership).isNotLeader().hasState(LeadershipState.FOLLOWER).isLedBy("another-instance").heard();
			control.grant("leader");
			assertThat(leadership).isLeader().heard(OnGrantedEvent.class);
		}

		@Test
		void followsAgain(@Autowired Leadership leadership) {
			assertThat(leadership).isNotLeader();
		}

	}

	/**
	 * Nobody may lead at first.
	 */
	@Nested
	@AutoConfigureLeadership(InitialLeadership.CAMPAIGNING)
	class CampaigningTests {

		@Test
		void campaignsUntilGranted(@Autowired Leadership leadership, @Autowired LeadershipControl control) {
			assertThat(leadership).isNotLeader().hasState(LeadershipState.FOLLOWER).isLedByNobody();
			control.grant("leader");
			assertThat(leadership).isLeader().heard(OnGrantedEvent.class);
		}

		@Test
		void campaignsAgain(@Autowired Leadership leadership) {
			assertThat(leadership).isNotLeader().isLedByNobody();
		}

	}

}
