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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.management.ThreadMXBean;
import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RoleLeadership}: what programs do with it.
 */
class RoleLeadershipTests {

	private static final int MANY = 20_000;

	private final Elections elections = new ElectionsFactory(new ElectionSettings("me", "/test", Duration.ofSeconds(5),
			Duration.ofSeconds(1), Duration.ofSeconds(30), OnListenerFailure.YIELD), "leader", (event) -> {
			}, List.of())
		.standalone();

	private final Leadership leadership = this.elections.join("leader");

	@AfterEach
	void close() {
		this.elections.stop(() -> {
		});
		this.elections.close();
	}

	@Test
	void guardedWorkRunsOnThisThreadInATerm() throws Exception {
		lead();
		AtomicReference<Term> term = new AtomicReference<>();
		AtomicReference<Thread> thread = new AtomicReference<>();
		assertThat(this.leadership.guard(() -> {
			term.set(Term.current());
			thread.set(Thread.currentThread());
		})).isTrue();
		assertThat(term).hasValue(this.leadership.getTerm().orElseThrow());
		assertThat(thread).hasValue(Thread.currentThread());
		assertThat(GatedRun.current()).isNull();
		assertThat(guard().runs()).isEqualTo(1);
	}

	@Test
	void guardedWorkOfFollowerDoesNotRun() throws Exception {
		assertThat(this.leadership.guard(() -> {
			throw new AssertionError();
		})).isFalse();
		assertThat(this.leadership.callIfLeader(() -> {
			throw new AssertionError();
		})).isEmpty();
		assertThat(guard().skipped()).isEqualTo(2);
	}

	@Test
	void whatGuardedWorkThrowsIsThrown() throws Exception {
		lead();
		assertThatIllegalStateException().isThrownBy(() -> this.leadership.guard(() -> {
			throw new IllegalStateException("failed");
		}));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.leadership.callIfLeader(() -> {
			throw new IOException("failed");
		}));
		assertThat(guard().failed()).isEqualTo(2);
		assertThat(GatedRun.current()).isNull();
	}

	@Test
	void calledWorkReturnsItsResult() throws Exception {
		lead();
		assertThat(this.leadership.callIfLeader(() -> Term.current().leaderId())).contains("me");
	}

	@Test
	void calledWorkMustNotReturnNull() throws Exception {
		lead();
		assertThatNullPointerException().isThrownBy(() -> this.leadership.callIfLeader(() -> null));
		assertThat(GatedRun.current()).isNull();
	}

	@Test
	void guardsAreNested() throws Exception {
		lead();
		assertThat(this.leadership.guard(() -> this.leadership.guard(() -> {
			this.leadership.yield();
			assertThat(this.leadership.isLeader()).isFalse();
			assertThat(this.leadership.guard(Term::current)).isTrue();
		}))).isTrue();
		assertThat(guard().runs()).isEqualTo(3);
	}

	@Test
	void awaitReturnsAtOnceOnLeader() throws Exception {
		lead();
		assertThat(this.leadership.await(Duration.ZERO)).isTrue();
	}

	@Test
	void awaitEndsWithItsTimeout() throws Exception {
		assertThat(this.leadership.await(Duration.ofMillis(50))).isFalse();
		assertThat(this.leadership.await(Duration.ZERO)).isFalse();
		assertThat(this.leadership.await(Duration.ofMillis(-1))).isFalse();
		assertThat(this.leadership.await(Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
	}

	@Test
	void awaitMayTakeForever() throws Exception {
		Thread thread = new Thread(this.elections::start);
		thread.start();
		assertThat(this.leadership.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
		thread.join();
	}

	@Test
	void awaitIsInterrupted() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class)
			.isThrownBy(() -> this.leadership.await(Duration.ofSeconds(5)));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptedGuardEndsWithoutAnInterrupt() throws Exception {
		Elections impatient = new ElectionsFactory(new ElectionSettings("me", "/test", Duration.ofMillis(50),
				Duration.ofSeconds(1), Duration.ofSeconds(30), OnListenerFailure.YIELD), "leader", (event) -> {
				}, List.of())
			.standalone();
		impatient.start();
		Leadership leadership = impatient.join("leader");
		leadership.await(Duration.ofSeconds(5));
		leadership.guard(() -> {
			leadership.pause();
			AbstractElectionTests.awaitInterrupt();
		});
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
		impatient.close();
	}

	@Test
	void skippingAllocatesNothing() throws Exception {
		GatedTask task = this.elections.register("leader", "job", true);
		skip(task, MANY);
		assertThat(skip(task, MANY)).isLessThan(MANY);
		lead();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		Thread thread = new Thread(() -> this.leadership.guard(() -> {
			entered.countDown();
			AbstractElectionTests.awaitUninterruptibly(proceed);
		}));
		thread.start();
		entered.await();
		this.leadership.pause();
		skip(task, MANY);
		assertThat(skip(task, MANY)).as("while draining").isLessThan(MANY);
		assertThat(task.getSkipped(SkipReason.RELEASING)).isPositive();
		proceed.countDown();
		thread.join();
	}

	@Test
	void runningAllocatesNothing() throws Exception {
		lead();
		GatedTask task = this.elections.register("leader", "job", true);
		run(task, MANY);
		assertThat(run(task, MANY)).isLessThan(MANY);
		assertThat(task.getStatus().runs()).isEqualTo(2 * MANY);
	}

	private static long run(GatedTask task, int times) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < times; i++) {
			task.enter().end(null);
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	/**
	 * Skip a task many times.
	 * @param task the task
	 * @param times how often
	 * @return the bytes allocated meanwhile: less than one a call means none by the call
	 */
	private static long skip(GatedTask task, int times) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < times; i++) {
			if (task.enter() != null) {
				throw new AssertionError("not skipped");
			}
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private void lead() throws InterruptedException {
		this.elections.start();
		assertThat(this.leadership.await(Duration.ofSeconds(5))).isTrue();
	}

	private TaskStatus guard() {
		return this.leadership.getStatus().tasks().get(0);
	}

}
