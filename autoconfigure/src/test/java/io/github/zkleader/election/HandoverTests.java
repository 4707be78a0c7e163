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
import java.util.concurrent.atomic.AtomicReference;

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
 * Tests for {@link Handover}: giving leadership up on purpose.
 */
@ParameterizedClass
@EnumSource
class HandoverTests extends AbstractContractTests {

	HandoverTests(TestEnsembles ensembles) {
		super(ensembles);
	}

	@Test
	void gateIsClosedWhenRevocationIsHeardAndTheLockIsStillHeld() {
		TestInstance instance = instance("first");
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicReference<Boolean> leader = new AtomicReference<>();
		AtomicReference<Boolean> admitted = new AtomicReference<>();
		AtomicReference<Integer> locks = new AtomicReference<>();
		instance.whenRevoked((event) -> {
			leader.compareAndSet(null, event.getContext().isLeader());
			admitted.compareAndSet(null, task.enter() != null);
			try {
				locks.compareAndSet(null, instance.lockZnodes().size());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}).startAndLead();
		instance.stop();
		assertThat(leader).hasValue(false);
		assertThat(admitted).hasValue(false);
		assertThat(locks).hasValue(1);
	}

	@Test
	void successorStartsAfterTheRunInFlightHasEnded() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		GatedTask task = first.elections().register("leader", "job", true);
		CountDownLatch proceed = new CountDownLatch(1);
		runInBackground(task, () -> awaitUninterruptibly(proceed));
		first.leadership().yield();
		first.awaitState(LeadershipState.RELEASING);
		assertThat(task.enter()).isNull();
		assertThat(task.getSkipped(SkipReason.RELEASING)).isEqualTo(1);
		assertThat(first.leaderEvents()).containsExactly("OnGrantedEvent");
		assertThat(second.leadership().isLeader()).isFalse();
		proceed.countDown();
		second.awaitLeader();
		assertThat(task.getStatus().runs()).isEqualTo(1);
		assertThat(task.getStatus().interrupted()).isZero();
		assertThat(first.overruns()).isEmpty();
	}

	@Test
	void nestedCallPassesWhileDraining() {
		TestInstance instance = instance("first").startAndLead();
		GatedTask outer = instance.elections().register("leader", "outer", true);
		GatedTask inner = instance.elections().register("leader", "inner", true);
		AtomicReference<Boolean> nested = new AtomicReference<>();
		runInBackground(outer, () -> {
			instance.leadership().yield();
			GatedRun run = inner.enter();
			nested.set(run != null);
			if (run != null) {
				run.end(null);
			}
		});
		await().until(() -> nested.get() != null);
		assertThat(nested).hasValue(true);
		await().until(() -> instance.leaderEvents().size() == 3);
	}

	@Test
	void runThatOutlastsTheDrainIsInterrupted() {
		TestInstance instance = instance("first", HandoverTests::impatient).startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread thread = runInBackground(task, () -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		instance.leadership().yield();
		await().untilTrue(interrupted);
		await().until(() -> !thread.isAlive());
		assertThat(task.getStatus().interrupted()).isEqualTo(1);
		assertThat(instance.overruns()).isEmpty();
	}

	@Test
	void overrunKeepsTheLockUntilItEnds() {
		TestInstance first = instance("first", HandoverTests::impatient).startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		GatedTask task = first.elections().register("leader", "job", true);
		CountDownLatch proceed = new CountDownLatch(1);
		runInBackground(task, () -> awaitUninterruptibly(proceed));
		first.leadership().yield();
		await().until(() -> first.overruns().contains("job"));
		await().until(() -> first.leaderEvents().contains("OnRevokedEvent"));
		assertThat(first.leadership().getStatus().state()).isEqualTo(LeadershipState.RELEASING);
		assertThat(first.leadership().getStatus().overruns()).containsExactly("job");
		assertThat(second.leadership().isLeader()).isFalse();
		proceed.countDown();
		second.awaitLeader();
		assertThat(first.overruns()).containsExactly("job");
		await().until(() -> first.leadership().getStatus().overruns().isEmpty());
	}

	@Test
	void stopReleasesAtItsBoundWhateverRuns() throws Exception {
		TestInstance first = instance("first", HandoverTests::impatient).startAndLead();
		GatedTask task = first.elections().register("leader", "job", true);
		CountDownLatch proceed = new CountDownLatch(1);
		runInBackground(task, () -> awaitUninterruptibly(proceed));
		first.stop();
		assertThat(first.lockZnodes()).isEmpty();
		assertThat(first.overruns()).containsExactly("job");
		assertThat(first.leaderEvents()).containsExactly("OnGrantedEvent", "OnRevokedEvent");
		proceed.countDown();
	}

	@Test
	void stopEndsTheWaitForAnOverrun() throws Exception {
		TestInstance first = instance("first", HandoverTests::impatient).startAndLead();
		GatedTask task = first.elections().register("leader", "job", true);
		CountDownLatch proceed = new CountDownLatch(1);
		runInBackground(task, () -> awaitUninterruptibly(proceed));
		first.leadership().yield();
		await().until(() -> first.overruns().contains("job"));
		first.stop();
		assertThat(first.lockZnodes()).isEmpty();
		assertThat(first.revocations()).containsExactly(RevokeReason.YIELDED);
		proceed.countDown();
	}

	@Test
	void stopIsBoundedWhenAListenerOfTheGrantHangs() {
		TestInstance instance = instance("first", HandoverTests::impatient);
		CountDownLatch proceed = new CountDownLatch(1);
		instance.whenGranted((event) -> awaitUninterruptibly(proceed)).start();
		instance.awaitState(LeadershipState.PREPARING);
		instance.stop();
		assertThat(instance.leadership().isLeader()).isFalse();
		instance("second").startAndLead();
		proceed.countDown();
		await().during(Duration.ofMillis(300))
			.until(() -> instance.leaderEvents().equals(java.util.List.of("OnGrantedEvent")));
	}

	@Test
	void throwingListenerOfTheRevocationLosesNothing() throws Exception {
		TestInstance instance = instance("first");
		instance.whenRevoked((event) -> {
			throw new IllegalStateException("ignored");
		}).startAndLead();
		instance.stop();
		assertThat(instance.lockZnodes()).isEmpty();
		assertThat(instance.listenerFailures()).hasSize(1);
	}

	@Test
	void taskThatMustNotBeInterruptedIsLeftAlone() {
		TestInstance instance = instance("first", HandoverTests::impatient).startAndLead();
		GatedTask task = instance.elections().register("leader", "job", false);
		CountDownLatch proceed = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		runInBackground(task, () -> {
			try {
				proceed.await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		instance.leadership().yield();
		await().until(() -> instance.overruns().contains("job"));
		proceed.countDown();
		await().until(() -> task.getStatus().runs() == 1);
		assertThat(interrupted).isFalse();
		assertThat(task.getStatus().interrupted()).isZero();
	}

	private static ElectionSettings impatient(ElectionSettings settings) {
		return new ElectionSettings(settings.id(), settings.path(), Duration.ofMillis(200), Duration.ofMillis(200),
				settings.prepareTimeout(), settings.onListenerFailure());
	}

}
