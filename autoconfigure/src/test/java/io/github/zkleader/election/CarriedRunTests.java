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

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Term;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GatedRun#carry(Runnable)} and its kin.
 */
class CarriedRunTests extends AbstractElectionTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@BeforeEach
	void closeExecutor() {
		closeLater(this.executor::shutdownNow);
	}

	@Test
	void termIsKnownAndGatedCallsPassOnTheOtherThread() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask outer = instance.elections().register("leader", "outer", true);
		GatedTask inner = instance.elections().register("leader", "inner", true);
		GatedRun run = outer.enter();
		instance.leadership().yield();
		Future<Long> token = this.executor.submit(GatedRun.carryCall(() -> {
			GatedRun nested = inner.enter();
			assertThat(nested).isNotNull();
			nested.end(null);
			return Term.current().fencingToken();
		}));
		assertThat(token.get()).isEqualTo(Term.current().fencingToken());
		run.end(null);
		assertThat(outer.getStatus().runs()).isEqualTo(1);
		assertThat(inner.getStatus().runs()).isEqualTo(1);
	}

	@Test
	void handOverWaitsForThePartAfterTheRunItself() {
		TestInstance first = instance("first").startAndLead();
		TestInstance second = instance("second").start();
		second.awaitState(LeadershipState.FOLLOWER);
		GatedRun run = first.elections().register("leader", "job", true).enter();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		this.executor.execute(GatedRun.carry(() -> {
			begun.countDown();
			awaitUninterruptibly(proceed);
		}));
		awaitUninterruptibly(begun);
		run.end(null);
		first.leadership().yield();
		first.awaitState(LeadershipState.RELEASING);
		assertThat(first.leaderEvents()).containsExactly("OnGrantedEvent");
		assertThat(second.leadership().isLeader()).isFalse();
		proceed.countDown();
		second.awaitLeader();
	}

	@Test
	void interruptReachesTheOtherThread() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		GatedRun run = task.enter();
		CountDownLatch begun = new CountDownLatch(1);
		Future<?> part = this.executor.submit(GatedRun.carryCall(() -> {
			begun.countDown();
			new CountDownLatch(1).await();
			return "";
		}));
		run.end(null);
		begun.await();
		DetachedRunTests.loseLock(instance);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(part::get)
			.withCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void partMayBeginAfterTheRunWhileTheTermIsOpen() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedRun run = instance.elections().register("leader", "job", true).enter();
		Callable<Term> part = GatedRun.carryCall(Term::current);
		Term term = Term.current();
		run.end(null);
		assertThat(part.call()).isEqualTo(term);
	}

	@Test
	void partMustNotBeginAfterTheRunOnceTheGateIsClosed() {
		TestInstance instance = instance("first").startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		CountDownLatch proceed = new CountDownLatch(1);
		Thread other = runInBackground(task, () -> awaitUninterruptibly(proceed));
		GatedRun run = task.enter();
		Runnable part = GatedRun.carry(() -> {
		});
		run.end(null);
		instance.leadership().yield();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(part::run);
		proceed.countDown();
		await().until(() -> !other.isAlive());
	}

	@Test
	void partMustNotBeginInALaterTerm() {
		TestInstance instance = instance("first").startAndLead();
		GatedRun run = instance.elections().register("leader", "job", true).enter();
		Runnable part = GatedRun.carry(() -> {
		});
		long token = instance.fencingToken();
		run.end(null);
		instance.leadership().yield();
		await().until(() -> instance.leadership().getTerm().filter((term) -> term.fencingToken() > token).isPresent());
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(part::run)
			.satisfies((ex) -> assertThat(ex.getId()).isEqualTo("first"));
	}

	@Test
	void runOfAnEarlierTermMustNotCallAnythingInALaterOne() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask outer = instance.elections().register("leader", "outer", false);
		GatedTask inner = instance.elections().register("leader", "inner", false);
		long token = instance.fencingToken();
		GatedRun run = outer.enter();
		DetachedRunTests.loseLock(instance);
		await().until(() -> instance.leadership().getTerm().filter((term) -> term.fencingToken() > token).isPresent());
		Throwable nested = catchThrowable(inner::enter);
		Throwable guarded = catchThrowable(() -> instance.leadership().guard(() -> {
		}));
		run.end(null);
		assertThat(nested).isInstanceOf(NotLeaderException.class);
		assertThat(guarded).isInstanceOf(NotLeaderException.class);
	}

	@Test
	void executorCarriesAllThatGoesThroughIt() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		AtomicReference<CompletableFuture<Term>> future = new AtomicReference<>();
		instance.leadership()
			.guard(() -> future.set(CompletableFuture.supplyAsync(Term::current,
					(work) -> this.executor.execute(GatedRun.carry(work)))));
		assertThat(future.get().get().leaderId()).isEqualTo("first");
	}

	@Test
	void thereIsNothingToCarryOutsideOfARun() {
		assertThatIllegalStateException().isThrownBy(() -> GatedRun.carry(() -> {
		})).withMessageContaining("call carry(…) inside a @LeaderOnly method");
	}

}
