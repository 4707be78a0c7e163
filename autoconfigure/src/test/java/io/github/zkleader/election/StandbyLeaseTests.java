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
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that only the leader and the next in line renew their leases, and that whoever
 * becomes the next in line begins to.
 */
@Tag("ensemble")
@ParameterizedClass
@EnumSource
class StandbyLeaseTests {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	private final ZookeeperTestEnsemble ensemble;

	private final List<TestInstance> queue = new ArrayList<>();

	StandbyLeaseTests(Elector elector) {
		this.ensemble = new ZookeeperTestEnsemble(elector, Duration.ofMillis(200));
	}

	@BeforeEach
	void queueUp() {
		for (int i = 0; i < 5; i++) {
			TestInstance instance = TestInstance.create(this.ensemble, "i" + i, SESSION_TIMEOUT,
					UnaryOperator.identity());
			this.queue.add(instance);
			instance.start();
			await().until(() -> instance.lockZnodes().size() == this.queue.size());
		}
		this.queue.get(0).awaitLeader();
		awaitLeases();
	}

	@AfterEach
	void close() throws Exception {
		this.queue.forEach(TestInstance::close);
		this.ensemble.close();
	}

	@Test
	void standbysFartherBackWriteNothing() {
		await().until(() -> renewalsOfStandbysWhileTheLeaderRenews(5) == 0);
	}

	@Test
	void standbysThatJoinAtTheSameTimeLearnTheirPlaces() {
		List.of(4, 3, 2, 1, 0).forEach(this::pause);
		this.queue.forEach((instance) -> instance.leadership().resume());
		await().until(() -> this.queue.stream().filter((instance) -> instance.leadership().isLeader()).count() == 1);
		await().until(() -> this.queue.stream().filter(TestInstance::isLeased).count() == 2);
	}

	@Test
	void everybodyBehindWhoeverLeavesMovesUp() {
		leave(1);
		awaitLeases();
		leave(2);
		leave(1);
		awaitLeases();
		leave(0);
		this.queue.get(0).awaitLeader();
	}

	@Test
	void nextInLineRenewsAfterTheLeaderHasGoneToTheEndOfTheQueue() {
		for (int turn = 0; turn < 3; turn++) {
			TestInstance leader = this.queue.remove(0);
			leader.leadership().yield();
			this.queue.add(leader);
			this.queue.get(0).awaitLeader();
			leader.awaitState(LeadershipState.FOLLOWER);
			awaitLeases();
		}
	}

	@Test
	void whoIsElectedOutOfTurnWaitsForItsLease() {
		TestInstance last = this.queue.get(4);
		int renewals = last.renewals();
		List.of(3, 2, 1, 0).forEach((index) -> this.queue.get(index).leadership().pause());
		last.awaitLeader();
		assertThat(last.renewals() - renewals).isGreaterThanOrEqualTo(3);
	}

	@Test
	void leadershipDoesNotRelyOnALeaseThatIsRunningOut() {
		List.of(4, 3, 2, 1, 0).forEach(this::pause);
		TestInstance instance = this.queue.get(0);
		await().pollInterval(Duration.ofMillis(10)).until(() -> instance.leaseRemaining().toMillis() < 600);
		assertThat(instance.isLeased()).isTrue();
		instance.leadership().resume();
		instance.awaitLeader();
		int renewals = instance.renewals();
		await().until(() -> instance.renewals() >= renewals + 5);
		assertThat(instance.revocations()).containsExactly(RevokeReason.PAUSED);
	}

	private int renewalsOfStandbysWhileTheLeaderRenews(int times) {
		int before = renewalsOfStandbys();
		int leader = this.queue.get(0).renewals();
		await().until(() -> this.queue.get(0).renewals() >= leader + times);
		return renewalsOfStandbys() - before;
	}

	private int renewalsOfStandbys() {
		return this.queue.stream().skip(2).mapToInt(TestInstance::renewals).sum();
	}

	private void pause(int index) {
		this.queue.get(index).leadership().pause();
		this.queue.get(index).awaitState(LeadershipState.PAUSED);
	}

	private void leave(int index) {
		this.queue.remove(index).close();
	}

	private void awaitLeases() {
		await().untilAsserted(() -> {
			for (int i = 0; i < this.queue.size(); i++) {
				assertThat(this.queue.get(i).isLeased()).as("lease of the instance at place %d", i).isEqualTo(i < 2);
			}
		});
	}

}
