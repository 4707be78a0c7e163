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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.ElectionListener.LeadershipEvent;
import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.SkipReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Preparation}, the recovery barrier.
 */
@ParameterizedClass
@EnumSource
class PreparationTests extends AbstractContractTests {

	PreparationTests(TestEnsembles ensembles) {
		super(ensembles);
	}

	@Test
	void gateIsOpenToTheListenersThreadAlone() {
		TestInstance instance = instance("first");
		GatedTask task = instance.elections().register("leader", "job", true);
		CountDownLatch proceed = new CountDownLatch(1);
		AtomicBoolean leaderInListener = new AtomicBoolean();
		AtomicBoolean admittedInListener = new AtomicBoolean();
		instance.whenGranted((event) -> {
			leaderInListener.set(event.getContext().isLeader());
			GatedRun run = task.enter();
			admittedInListener.set(run != null);
			run.end(null);
			awaitUninterruptibly(proceed);
		}).start();
		instance.awaitState(LeadershipState.PREPARING);
		await().untilTrue(admittedInListener);
		assertThat(leaderInListener).isTrue();
		assertThat(instance.leadership().isLeader()).isFalse();
		assertThat(instance.leadership().getTerm()).isEmpty();
		assertThat(task.enter()).isNull();
		assertThat(task.getSkipped(SkipReason.PREPARING)).isEqualTo(1);
		proceed.countDown();
		instance.awaitLeader();
	}

	@Test
	void throwingListenerGivesLeadershipUpAndTriesAgain() {
		TestInstance instance = instance("first");
		AtomicInteger calls = new AtomicInteger();
		instance.whenGranted((event) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("cannot recover");
			}
		}).start();
		instance.awaitLeader();
		assertThat(calls).hasValue(2);
		assertThat(instance.leaderEvents()).containsExactly("OnGrantedEvent", "OnRevokedEvent", "OnGrantedEvent");
		assertThat(instance.revocations()).containsExactly(RevokeReason.LISTENER);
		assertThat(instance.listenerFailures()).containsExactly(LeadershipEvent.GRANTED);
	}

	@Test
	void throwingListenerMayLeadAllTheSame() {
		TestInstance instance = instance("first", (settings) -> new ElectionSettings(settings.id(), settings.path(),
				settings.drainTimeout(), settings.interruptGrace(), settings.prepareTimeout(), OnListenerFailure.LEAD));
		instance.whenGranted((event) -> {
			throw new IllegalStateException("never mind");
		}).startAndLead();
		assertThat(instance.listenerFailures()).containsExactly(LeadershipEvent.GRANTED);
	}

	@Test
	void overdueListenerIsInterruptedAndLeadershipGivenUp() {
		TestInstance instance = instance("first", (settings) -> new ElectionSettings(settings.id(), settings.path(),
				settings.drainTimeout(), settings.interruptGrace(), Duration.ofMillis(200), OnListenerFailure.YIELD));
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		instance.whenGranted((event) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.compareAndSet(null, true);
			}
		}).start();
		await().until(() -> instance.revocations().contains(RevokeReason.LISTENER));
		assertThat(interrupted).hasValue(true);
		await().until(() -> instance.leaderEvents().contains("OnRevokedEvent"));
	}

	@Test
	void overdueListenerIsNamedWhileItHangs() {
		TestInstance instance = instance("first", (settings) -> new ElectionSettings(settings.id(), settings.path(),
				settings.drainTimeout(), settings.interruptGrace(), Duration.ofMillis(200), OnListenerFailure.LEAD));
		CountDownLatch proceed = new CountDownLatch(1);
		instance.whenGranted((event) -> awaitUninterruptibly(proceed)).start();
		await().until(() -> instance.leadership().getStatus().problem() != null);
		assertThat(instance.leadership().getStatus().problem()).contains("leader.prepare-timeout")
			.contains("PreparationTests");
		assertThat(instance.leadership().isLeader()).isFalse();
		proceed.countDown();
		instance.awaitLeader();
		assertThat(instance.leadership().getStatus().problem()).isNull();
	}

	@Test
	void yieldWhilePreparingNeverOpensTheGate() {
		TestInstance instance = instance("first");
		AtomicInteger calls = new AtomicInteger();
		AtomicReference<Boolean> leaderAfterYield = new AtomicReference<>();
		instance.whenGranted((event) -> {
			if (calls.incrementAndGet() == 1) {
				event.getContext().yield();
				leaderAfterYield.set(event.getContext().isLeader());
			}
		}).start();
		instance.awaitLeader();
		assertThat(leaderAfterYield).hasValue(false);
		assertThat(calls).hasValue(2);
		assertThat(instance.revocations()).containsExactly(RevokeReason.YIELDED);
	}

}
