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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for runs that go on without their thread.
 */
class DetachedRunTests extends AbstractElectionTests {

	private final CountDownLatch cancelled = new CountDownLatch(1);

	@Test
	void handOverWaitsForTheEnd() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		GatedTask task = first.elections().register("leader", "job", true);
		GatedRun run = detached(task);
		assertThat(GatedRun.current()).isNull();
		first.leadership().yield();
		first.awaitState(LeadershipState.RELEASING);
		await().during(Duration.ofMillis(300)).until(() -> !second.leadership().isLeader());
		run.end(null);
		second.awaitLeader();
		assertThat(this.cancelled.getCount()).isEqualTo(1);
		assertThat(task.getStatus().runs()).isEqualTo(1);
		assertThat(task.getStatus().interrupted()).isZero();
	}

	@Test
	void isCancelledOnAThreadOfItsOwnWhenLeadershipIsLost() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicReference<GatedRun> run = new AtomicReference<>();
		CountDownLatch proceed = new CountDownLatch(1);
		run.set(detached(task, () -> {
			this.cancelled.countDown();
			awaitUninterruptibly(proceed);
			run.get().end(null);
		}));
		loseLock(instance);
		this.cancelled.await();
		await().until(() -> instance.revocations().contains(RevokeReason.DELETED));
		assertThat(Thread.interrupted()).isFalse();
		proceed.countDown();
		await().until(() -> task.getStatus().interrupted() == 1);
		assertThat(instance.overruns()).isEmpty();
	}

	@Test
	void isCancelledWhenItOutlastsTheDrain() {
		TestInstance instance = instance("first", DetachedRunTests::impatient).startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicReference<GatedRun> run = new AtomicReference<>();
		run.set(detached(task, () -> run.get().end(null)));
		instance.leadership().yield();
		await().until(() -> task.getStatus().interrupted() == 1);
		assertThat(instance.overruns()).isEmpty();
	}

	@Test
	void isAnOverrunWhenItDoesNotEndAfterItWasCancelled() {
		TestInstance instance = instance("first", DetachedRunTests::impatient).startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		GatedRun run = detached(task);
		instance.leadership().yield();
		await().until(() -> instance.overruns().contains("job"));
		assertThat(this.cancelled.getCount()).isZero();
		run.end(null);
		instance.awaitLeader();
	}

	@Test
	void isNotCancelledWhenItsTaskMustNotBeInterrupted() throws Exception {
		TestInstance instance = instance("first", DetachedRunTests::impatient).startAndLead();
		GatedTask task = instance.elections().register("leader", "job", false);
		GatedRun run = detached(task);
		loseLock(instance);
		await().until(() -> instance.overruns().contains("job"));
		assertThat(this.cancelled.getCount()).isEqualTo(1);
		run.end(null);
		assertThat(task.getStatus().interrupted()).isZero();
	}

	@Test
	void interruptBeforeItIsDetachedBecomesACancellation() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		AtomicBoolean interrupted = new AtomicBoolean(true);
		CountDownLatch lost = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			GatedRun run = task.enter();
			lost.countDown();
			awaitInterrupt();
			run.detach(this.cancelled::countDown);
			interrupted.set(Thread.currentThread().isInterrupted());
			run.end(null);
		});
		thread.start();
		lost.await();
		loseLock(instance);
		thread.join();
		assertThat(this.cancelled.getCount()).isZero();
		assertThat(interrupted).isFalse();
		assertThat(task.getStatus().interrupted()).isEqualTo(1);
	}

	@Test
	void outerRunGoesOnOnItsThread() {
		TestInstance instance = instance("first").startAndLead();
		GatedRun outer = instance.elections().register("leader", "outer", true).enter();
		GatedRun inner = detached(instance.elections().register("leader", "inner", true));
		assertThat(GatedRun.current()).isSameAs(outer);
		outer.end(null);
		assertThat(GatedRun.current()).isNull();
		inner.end(null);
	}

	private GatedRun detached(GatedTask task) {
		return detached(task, this.cancelled::countDown);
	}

	private static GatedRun detached(GatedTask task, Runnable cancel) {
		GatedRun run = task.enter();
		assertThat(run).isNotNull();
		run.detach(cancel);
		return run;
	}

	static void loseLock(TestInstance instance) throws Exception {
		instance.client().delete().forPath(TestInstance.PATH + "/leader/" + instance.lockZnodes().get(0));
	}

	static ElectionSettings impatient(ElectionSettings settings) {
		return new ElectionSettings(settings.id(), settings.path(), Duration.ofMillis(200), Duration.ofMillis(200),
				settings.prepareTimeout(), settings.onListenerFailure());
	}

}
