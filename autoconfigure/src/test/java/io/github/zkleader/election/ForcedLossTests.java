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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.zkleader.GatedTask;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.SkipReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the loss of leadership by force.
 */
@ParameterizedClass
@EnumSource
class ForcedLossTests extends AbstractContractTests {

	ForcedLossTests(TestEnsembles ensembles) {
		super(ensembles);
	}

	@Test
	void silentServerLapsesTheLeaseWithoutAnybodyAsking() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicBoolean interrupted = new AtomicBoolean();
		runInBackground(task, () -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		ensemble().goSilent();
		await().atMost(TestInstance.SESSION_TIMEOUT.plusSeconds(1)).untilTrue(interrupted);
		await().until(() -> instance.leaderEvents().contains("OnRevokedEvent"));
		assertThat(instance.revocations()).first().isIn(RevokeReason.LEASE, RevokeReason.SESSION);
		assertThat(task.enter()).isNull();
		ensemble().comeBack();
		await().atMost(Duration.ofSeconds(20)).until(() -> instance.leadership().isLeader());
		assertThat(instance.leaderEvents()).containsExactly("OnGrantedEvent", "OnRevokedEvent", "OnGrantedEvent");
	}

	@Test
	void nestedCallFailsOnceLeadershipIsLost() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask outer = instance.elections().register("leader", "outer", false);
		GatedTask inner = instance.elections().register("leader", "inner", true);
		AtomicReference<Throwable> nested = new AtomicReference<>();
		CountDownLatch lost = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		runInBackground(outer, () -> {
			awaitUninterruptibly(lost);
			nested.set(catchThrowable(inner::enter));
			asked.countDown();
		});
		ensemble().goSilent();
		await().until(() -> !instance.leadership().isLeader());
		lost.countDown();
		asked.await();
		assertThat(nested.get()).isInstanceOf(NotLeaderException.class);
		assertThat(inner.getSkipped(SkipReason.LEASE)).isEqualTo(1);
	}

	@Test
	void sessionClosedBySomebodyElseIsLostAndWonBack() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		long token = instance.fencingToken();
		ensemble().expireSession("first");
		await().until(() -> !instance.revocations().isEmpty());
		await().until(() -> instance.leadership().isLeader());
		assertThat(instance.fencingToken()).isGreaterThan(token);
		assertThat(instance.leaderEvents()).containsExactly("OnGrantedEvent", "OnRevokedEvent", "OnGrantedEvent");
	}

	@Test
	void deletedLockZnodeIsNoticedAndWonBack() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		long token = instance.fencingToken();
		ensemble().deleteLock("first");
		await().atMost(Duration.ofSeconds(1)).until(() -> instance.revocations().contains(RevokeReason.DELETED));
		await().until(() -> instance.leadership().isLeader());
		assertThat(instance.fencingToken()).isGreaterThan(token);
	}

	@Test
	void blipWithinTheRideOutMovesNothing() throws Exception {
		TestInstance instance = instance("first", Duration.ofSeconds(4), UnaryOperator.identity()).startAndLead();
		long token = instance.fencingToken();
		ensemble().blip();
		await().during(Duration.ofSeconds(1)).until(() -> instance.leadership().isLeader());
		assertThat(instance.fencingToken()).isEqualTo(token);
		assertThat(instance.revocations()).isEmpty();
	}

	@Test
	void lapseDuringDrainInterruptsAtOnce() throws Exception {
		TestInstance instance = instance("first",
				(settings) -> new ElectionSettings(settings.id(), settings.path(), Duration.ofSeconds(20),
						settings.interruptGrace(), settings.prepareTimeout(), settings.onListenerFailure()))
			.startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicBoolean interrupted = new AtomicBoolean();
		runInBackground(task, () -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		instance.leadership().yield();
		instance.awaitState(LeadershipState.RELEASING);
		ensemble().goSilent();
		await().atMost(Duration.ofSeconds(5)).untilTrue(interrupted);
		await().until(() -> instance.leaderEvents().equals(List.of("OnGrantedEvent", "OnRevokedEvent")));
	}

}
