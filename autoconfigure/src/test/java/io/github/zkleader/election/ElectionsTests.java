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

package io.github.zkleader.election;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.LeaderChangedEvent;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.Participant;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.StateChange;
import io.github.zkleader.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.integration.leader.event.OnGrantedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Elections}.
 */
@ParameterizedClass
@EnumSource
class ElectionsTests extends AbstractContractTests {

	ElectionsTests(TestEnsembles ensembles) {
		super(ensembles);
	}

	@Test
	void oneOfTwoLeads() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		await().until(() -> "first".equals(second.leadership().getStatus().leaderId()));
		assertThat(first.leadership().isLeader()).isTrue();
		assertThat(second.leadership().isLeader()).isFalse();
		assertThat(second.leadership().getTerm()).isEmpty();
	}

	@Test
	void stopMovesLeadershipAndTokenIncreases() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		long token = first.fencingToken();
		first.stop();
		assertThat(first.leadership().isLeader()).isFalse();
		assertThat(first.leadership().getStatus().state()).isEqualTo(LeadershipState.STOPPED);
		assertThat(first.leaderEvents()).containsExactly("OnGrantedEvent", "OnRevokedEvent");
		assertThat(first.revocations()).containsExactly(RevokeReason.STOPPED);
		second.awaitLeader();
		assertThat(second.fencingToken()).isGreaterThan(token);
	}

	@Test
	void lockIsReleasedWhenStopIsOver() throws Exception {
		TestInstance first = instance("first").startAndLead();
		first.stop();
		assertThat(first.lockZnodes()).isEmpty();
	}

	@Test
	void yieldMovesLeadershipAndCampaignsAgain() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		await().until(() -> participants(second).size() == 2);
		first.leadership().yield();
		assertThat(first.leadership().isLeader()).isFalse();
		second.awaitLeader();
		first.awaitState(LeadershipState.FOLLOWER);
		second.leadership().yield();
		first.awaitLeader();
		assertThat(first.revocations()).containsExactly(RevokeReason.YIELDED);
	}

	@Test
	void yieldOfLoneInstanceBeginsNewTerm() {
		TestInstance instance = instance("first").startAndLead();
		long token = instance.fencingToken();
		instance.leadership().yield();
		await().until(() -> instance.leaderEvents().size() == 3);
		instance.awaitLeader();
		assertThat(instance.fencingToken()).isGreaterThan(token);
	}

	@Test
	void yieldOfFollowerDoesNothing() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		second.leadership().yield();
		assertThat(second.leadership().getStatus().state()).isEqualTo(LeadershipState.FOLLOWER);
		assertThat(first.leadership().isLeader()).isTrue();
		assertThat(second.leaderEvents()).isEmpty();
	}

	@Test
	void pausedLeaderGivesUpAndComesBackWhenResumed() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		instance.leadership().pause();
		assertThat(instance.leadership().isLeader()).isFalse();
		instance.awaitState(LeadershipState.PAUSED);
		assertThat(instance.lockZnodes()).isEmpty();
		instance.leadership().resume();
		instance.awaitLeader();
		assertThat(instance.revocations()).containsExactly(RevokeReason.PAUSED);
	}

	@Test
	void pausedFollowerLeavesTheQueue() throws Exception {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		await().until(() -> first.lockZnodes().size() == 2);
		second.leadership().pause();
		second.awaitState(LeadershipState.PAUSED);
		await().until(() -> first.lockZnodes().size() == 1);
		assertThat(first.leadership().isLeader()).isTrue();
		assertThat(second.leaderEvents()).isEmpty();
	}

	@Test
	void startsAgainAfterStop() {
		TestInstance instance = instance("first").startAndLead();
		for (int i = 0; i < 3; i++) {
			instance.stop();
			assertThat(instance.elections().isRunning()).isFalse();
			instance.elections().start();
			instance.awaitLeader();
		}
		assertThat(instance.leaderEvents()).startsWith("OnGrantedEvent", "OnRevokedEvent", "OnGrantedEvent",
				"OnRevokedEvent");
	}

	@Test
	void roleThatJoinsLaterIsElectedAtOnce() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		Leadership reports = instance.elections().join("reports");
		assertThat(reports.await(Duration.ofSeconds(10))).isTrue();
		assertThat(instance.elections().getAll()).containsOnlyKeys("leader", "reports");
	}

	@Test
	void listenersThatHangDelayNoOtherRole() throws Exception {
		CountDownLatch proceed = new CountDownLatch(1);
		TestInstance instance = instance("first");
		instance.whenGranted((event) -> {
			if (event.getRole().startsWith("hanging")) {
				awaitUninterruptibly(proceed);
			}
		}).startAndLead();
		for (int i = 0; i < 20; i++) {
			instance.elections().join("hanging-" + i);
		}
		await().until(() -> instance.events(OnGrantedEvent.class).size() == 21);
		assertThat(instance.elections().join("other").await(Duration.ofSeconds(5))).isTrue();
		proceed.countDown();
	}

	@Test
	void unknownRoleIsRefused() {
		TestInstance instance = instance("first").start();
		assertThatIllegalArgumentException().isThrownBy(() -> instance.elections().get("other"))
			.withMessageContaining("'other'")
			.withMessageContaining("[leader]")
			.withMessageContaining("leader.roles");
	}

	@Test
	void illFormedRoleIsRefused() {
		TestInstance instance = instance("first").start();
		assertThatIllegalArgumentException().isThrownBy(() -> instance.elections().join("a/b"))
			.withMessageContaining("'a/b'");
		assertThatIllegalArgumentException().isThrownBy(() -> instance.elections().join(".."));
	}

	@Test
	void everyInstanceHearsWhoLeads() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		await().until(() -> !second.events(LeaderChangedEvent.class).isEmpty());
		LeaderChangedEvent seen = second.events(LeaderChangedEvent.class).get(0);
		assertThat(seen.getLeaderId()).isEqualTo("first");
		assertThat(seen.getFencingToken()).isEqualTo(first.fencingToken());
		first.stop();
		await().until(() -> second.events(LeaderChangedEvent.class).size() == 2);
		assertThat(second.events(LeaderChangedEvent.class).get(1).getLeaderId()).isEqualTo("second");
	}

	@Test
	void statusTellsParticipantsLeaseAndHistory() {
		TestInstance first = instance("first").startAndLead();
		instance("second").start();
		await().until(() -> participants(first).size() == 2);
		LeadershipStatus status = first.leadership().getStatus();
		assertThat(status.participants()).containsExactly(new Participant("first", true),
				new Participant("second", false));
		assertThat(status.participantsAsOf()).isNotNull();
		assertThat(status.leaseRemaining()).isBetween(Duration.ZERO, TestInstance.SESSION_TIMEOUT);
		assertThat(status.fencingToken()).isEqualTo(first.fencingToken());
		assertThat(status.history()).extracting(StateChange::state)
			.endsWith(LeadershipState.FOLLOWER, LeadershipState.PREPARING, LeadershipState.LEADER);
		assertThat(first.elections().getConnection().sessionTimeout()).isEqualTo(TestInstance.SESSION_TIMEOUT);
		assertThat(first.elections().getConnection().sessionId()).startsWith("0x");
	}

	@Test
	void eventCarriesTheLeadership() {
		TestInstance instance = instance("first");
		AtomicReference<OnGrantedEvent> event = new AtomicReference<>();
		instance.whenGranted(event::set).startAndLead();
		assertThat(event.get().getContext()).isSameAs(instance.leadership());
		assertThat(event.get().getRole()).isEqualTo("leader");
	}

	@Test
	void callIfLeaderRunsOnTheLeaderOnly() throws Exception {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		assertThat(first.leadership().callIfLeader(() -> Term.current().leaderId())).contains("first");
		assertThat(second.leadership().callIfLeader(() -> "ran")).isEmpty();
		assertThat(second.leadership().guard(() -> {
			throw new AssertionError("ran");
		})).isFalse();
	}

	@Test
	void awaitReturnsFalseOnFollower() throws Exception {
		instance("first").startAndLead();
		TestInstance second = instance("second").start();
		assertThat(second.leadership().await(Duration.ofMillis(100))).isFalse();
	}

	@Test
	void noThreadIsLeftBehind() {
		TestInstance instance = instance("first").startAndLead();
		instance.close();
		await().until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.noneMatch((name) -> name.startsWith("zkleader-")));
	}

	private static List<Participant> participants(TestInstance instance) {
		return instance.leadership().getStatus().participants();
	}

}
