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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Runs}.
 */
class RunsTests {

	private static final int SLOTS = 500;

	private static final int SEARCHES = 20_000;

	private static final long RUNS = 200_000;

	private final Runs runs = new Runs(Runnable::run, ElectionTime.SYSTEM, LeaseClock.SYSTEM);

	private final Task task = new Task(null, null, "job", true, null);

	@Test
	void runThatMovesToAnotherSlotWhileTheyAreSearchedIsFound() throws Exception {
		Tenure tenure = tenure();
		AtomicBoolean end = new AtomicBoolean();
		Run first = this.runs.publish(tenure, this.task);
		occupySlots();
		Thread thread = new Thread(() -> {
			Run run = first;
			while (!end.get()) {
				Run part = this.runs.publishPart(tenure, this.task);
				run.refuse();
				run = part;
			}
		});
		thread.start();
		try {
			for (int i = 0; i < SEARCHES; i++) {
				assertThat(this.runs.awaitIdle(tenure, 0, () -> true)).isFalse();
			}
		}
		finally {
			end.set(true);
			thread.join();
		}
	}

	@Test
	void runsOfSeveralThreadsInTheSameSlotsAreCountedExactly() throws Exception {
		Task counted = new Task(null, null, "counted", true, new ElectionListeners(List.of()));
		Tenure other = tenure();
		for (int i = 1; i < Slots.OWNERS; i++) {
			this.runs.publish(other, counted);
		}
		List<Thread> threads = List.of(new Thread(() -> run(counted)), new Thread(() -> run(counted)));
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(counted.getStatus().runs()).isEqualTo(threads.size() * RUNS);
	}

	// In another tenure each time, so that no thread comes back to a slot of its own.
	private void run(Task task) {
		Tenure[] tenures = { tenure(), tenure() };
		for (int i = 0; i < RUNS; i++) {
			Run run = this.runs.publish(tenures[i % 2], task);
			run.admit(null);
			run.end(null);
		}
	}

	// A search takes long, and the run moves from one end of the slots to the other.
	private void occupySlots() {
		Tenure other = tenure();
		for (int i = 0; i < SLOTS; i++) {
			this.runs.publish(other, this.task);
		}
	}

	private static Tenure tenure() {
		return new Tenure(null, null, null, null, ElectionTime.SYSTEM);
	}

}
