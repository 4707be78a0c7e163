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

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.zkleader.GatedRun;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Term;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Slots}.
 */
class SlotsTests {

	private final SteppingClock clock = new SteppingClock();

	private final Runs runs = new Runs(Runnable::run, ElectionTime.SYSTEM, this.clock);

	private final RoleGate gate = new RoleGate("leader", this.runs, (tenure, reason) -> {
	});

	private final Task task = new Task(this.gate, () -> new NotLeaderException("leader", "me", null), "job", true,
			new ElectionListeners(List.of()));

	@Test
	void threadComesBackToItsSlot() throws Exception {
		lead();
		GatedRun mine = enterAndEnd();
		List<GatedRun> others = new ArrayList<>();
		Thread thread = new Thread(() -> {
			others.add(enterAndEnd());
			others.add(enterAndEnd());
		});
		thread.start();
		thread.join();
		assertThat(others.get(0)).isSameAs(others.get(1)).isNotSameAs(mine);
		assertThat(enterAndEnd()).isSameAs(mine);
	}

	@Test
	void manyThreadsShareTheSlotsOfAFew() throws Exception {
		lead();
		for (int i = 0; i < Slots.OWNERS * 3; i++) {
			Thread thread = new Thread(this::enterAndEnd);
			thread.start();
			thread.join();
		}
		Tenure tenure = this.gate.getTenure();
		List<Run> slots = new ArrayList<>();
		for (Run run = this.task.getSlots().claim(tenure); run != null; run = this.task.getSlots().claim(tenure)) {
			slots.add(run);
		}
		assertThat(slots).hasSize(Slots.OWNERS);
		assertThat(this.task.getStatus().runs()).isEqualTo(Slots.OWNERS * 3);
	}

	@Test
	void lastRunIsTheLatestThoughTheWallClockWasSetBack() {
		lead();
		this.clock.nanos = Long.MAX_VALUE;
		this.clock.millis = 5000;
		GatedRun first = this.task.enter();
		this.clock.nanos++;
		this.clock.millis = 3000;
		GatedRun second = this.task.enter();
		assertThat(this.task.getStatus().lastRun()).isEqualTo(Instant.ofEpochMilli(3000));
		second.end(null);
		first.end(null);
		assertThat(this.task.getStatus().lastRun()).isEqualTo(Instant.ofEpochMilli(3000));
	}

	@Test
	void refusedCallIsNotTheLastRun() {
		Tenure tenure = lead();
		this.clock.millis = 1000;
		enterAndEnd();
		this.clock.millis = 2000;
		this.runs.publish(tenure, this.task).start(tenure);
		assertThat(this.task.getStatus().lastRun()).isEqualTo(Instant.ofEpochMilli(1000));
	}

	@Test
	void neitherThreadNorTenureIsKeptAfterTheRun() throws Exception {
		WeakReference<Tenure> tenure = new WeakReference<>(lead());
		Thread thread = new Thread(this::enterAndEnd);
		thread.start();
		thread.join();
		WeakReference<Thread> reference = new WeakReference<>(thread);
		thread = null;
		this.gate.setTenure(null);
		await().until(() -> {
			System.gc();
			return reference.refersTo(null) && tenure.refersTo(null);
		});
	}

	private Tenure lead() {
		Tenure tenure = new Tenure(new Term("leader", "me", 1, Instant.EPOCH), new Grant("", 1, 1), null,
				new StandaloneCoordinator("me", Clock.systemUTC()), ElectionTime.SYSTEM);
		this.gate.setTenure(tenure);
		tenure.open();
		return tenure;
	}

	private GatedRun enterAndEnd() {
		GatedRun run = this.task.enter();
		assertThat(run).isNotNull();
		run.end(null);
		return run;
	}

	/**
	 * Stands still unless it is set.
	 */
	private static final class SteppingClock implements LeaseClock {

		private long nanos;

		private long millis = Duration.ofDays(1).toMillis();

		@Override
		public long nanoTime() {
			return this.nanos;
		}

		@Override
		public long currentTimeMillis() {
			return this.millis;
		}

	}

}
