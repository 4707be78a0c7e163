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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for runs that enter and leave, in more threads than have slots of their own,
 * while tenures begin and end and several threads interrupt what is in flight.
 */
class RunRaceTests {

	private static final int TENURES = 2000;

	private static final int THREADS = Slots.OWNERS + 4;

	private static final long TIMEOUT = 10_000_000_000L;

	private static final int STOPPED = -1;

	private final Logger logger = (Logger) LoggerFactory.getLogger(GatedTask.class);

	private final StandaloneCoordinator coordinator = new StandaloneCoordinator("me", ElectionTime.SYSTEM.clock());

	private final Runs runs = new Runs(Runnable::run, ElectionTime.SYSTEM, LeaseClock.SYSTEM);

	private final RoleGate gate = new RoleGate("leader", this.runs, (tenure, reason) -> {
	});

	private final Task task = new Task(this.gate, () -> new NotLeaderException("leader", "me", null), "job", true,
			new ElectionListeners(List.of()));

	private final LongAdder entered = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder runsAfterIdle = new LongAdder();

	private final LongAdder lateInterrupts = new LongAdder();

	private final LongAdder repeatedCancels = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private volatile long idle;

	@BeforeEach
	void silence() {
		this.logger.setLevel(Level.OFF);
	}

	@AfterEach
	void resetLevel() {
		this.logger.setLevel(null);
	}

	@Test
	void runIsRefusedOrFoundAndNoInterruptOutlastsIt() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(new Thread(this::enterAndLeave));
		}
		threads.add(new Thread(this::interruptToo));
		threads.forEach(Thread::start);
		try {
			for (int token = 1; token <= TENURES; token++) {
				Tenure tenure = lead(token);
				tenure.close(RevokeReason.LEASE);
				this.runs.interrupt(tenure);
				assertThat(this.runs.awaitIdle(tenure, TIMEOUT, () -> false)).isTrue();
				this.idle = token;
				this.gate.setTenure(null);
			}
		}
		finally {
			this.idle = STOPPED;
			for (Thread thread : threads) {
				thread.join();
			}
		}
		assertThat(this.failures.sum()).as("failures").isZero();
		assertThat(this.runsAfterIdle.sum()).as("runs that were not found").isZero();
		assertThat(this.lateInterrupts.sum()).as("interrupts after the run").isZero();
		assertThat(this.repeatedCancels.sum()).as("runs cancelled twice").isZero();
		TaskStatus status = this.task.getStatus();
		assertThat(status.runs()).isEqualTo(this.entered.sum());
		assertThat(status.interrupted()).isPositive();
		assertThat(status.skipped()).isEqualTo(this.refused.sum()).isPositive();
		assertThat(this.runs.running()).isEmpty();
	}

	private Tenure lead(long token) {
		Tenure tenure = new Tenure(new Term("leader", "me", token, Instant.EPOCH), new Grant("", 1, token), null,
				this.coordinator, ElectionTime.SYSTEM);
		long before = this.entered.sum();
		this.gate.setTenure(tenure);
		tenure.open();
		while (this.entered.sum() == before) {
			Thread.onSpinWait();
		}
		return tenure;
	}

	private void enterAndLeave() {
		try {
			for (int i = 0; this.idle != STOPPED; i++) {
				GatedRun run = this.task.enter();
				if (run == null) {
					this.refused.increment();
					Thread.yield();
				}
				else {
					this.entered.increment();
					leave(run, i % 4 == 0);
				}
			}
			if (Thread.interrupted()) {
				this.lateInterrupts.increment();
			}
		}
		catch (Throwable ex) {
			this.failures.increment();
		}
	}

	private void leave(GatedRun run, boolean detached) {
		AtomicInteger cancelled = new AtomicInteger();
		long token = run.getTerm().fencingToken();
		if (detached) {
			run.detach(cancelled::incrementAndGet);
		}
		if (this.idle >= token) {
			this.runsAfterIdle.increment();
		}
		run.end(null);
		if (Thread.interrupted()) {
			this.lateInterrupts.increment();
		}
		if (cancelled.get() > 1) {
			this.repeatedCancels.increment();
		}
	}

	private void interruptToo() {
		while (this.idle != STOPPED) {
			Tenure tenure = this.gate.getTenure();
			if (tenure != null && tenure.isClosed()) {
				this.runs.interrupt(tenure);
			}
			Thread.yield();
		}
	}

}
