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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of the tests that elections pass whatever coordinates them.
 */
abstract class AbstractContractTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final List<AutoCloseable> closeables = new ArrayList<>();

	private final Supplier<? extends TestEnsemble> ensembles;

	private TestEnsemble ensemble;

	AbstractContractTests(Supplier<? extends TestEnsemble> ensembles) {
		this.ensembles = ensembles;
	}

	@BeforeEach
	void startEnsemble() {
		this.ensemble = this.ensembles.get();
	}

	@AfterEach
	void closeAll() throws Exception {
		Collections.reverse(this.closeables);
		for (AutoCloseable closeable : this.closeables) {
			closeable.close();
		}
		this.ensemble.close();
	}

	final TestEnsemble ensemble() {
		return this.ensemble;
	}

	final TestInstance instance(String id) {
		return instance(id, UnaryOperator.identity());
	}

	final TestInstance instance(String id, UnaryOperator<ElectionSettings> customizer) {
		return instance(id, TestInstance.SESSION_TIMEOUT, customizer);
	}

	final TestInstance instance(String id, Duration sessionTimeout, UnaryOperator<ElectionSettings> customizer) {
		return closeLater(TestInstance.create(this.ensemble, id, sessionTimeout, customizer));
	}

	final <T extends AutoCloseable> T closeLater(T closeable) {
		this.closeables.add(closeable);
		return closeable;
	}

	/**
	 * Run a task on a thread of its own.
	 * @param task the task
	 * @param work what a run does
	 * @return the thread
	 */
	static Thread runInBackground(GatedTask task, Runnable work) {
		CountDownLatch entered = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			GatedRun run = task.enter();
			entered.countDown();
			if (run != null) {
				work.run();
				run.end(null);
			}
		});
		thread.setDaemon(true);
		thread.start();
		awaitUninterruptibly(entered);
		return thread;
	}

	/**
	 * Wait until the current thread is interrupted, and leave the interrupt to it.
	 * Awaitility takes it off the thread while it waits.
	 */
	static void awaitInterrupt() {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!Thread.currentThread().isInterrupted()) {
			long remaining = deadline - System.nanoTime();
			assertThat(remaining).as("nanoseconds left to wait for an interrupt").isPositive();
			LockSupport.parkNanos(remaining);
		}
	}

	static void awaitUninterruptibly(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				latch.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// Deliberately deaf
			}
		}
	}

}
