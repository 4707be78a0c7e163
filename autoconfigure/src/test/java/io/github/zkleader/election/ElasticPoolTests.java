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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ElasticPool}.
 */
class ElasticPoolTests {

	private static final int TIMEOUT_SECONDS = 20;

	private final Timer timer = new Timer("test-timer");

	private final ElasticPool pool = new ElasticPool("test-", Integer.MAX_VALUE, this.timer);

	private final ElasticPool rigid = new ElasticPool("test-rigid-", 0, this.timer);

	@AfterEach
	void close() {
		this.pool.close();
		this.rigid.close();
		this.timer.close();
	}

	@Test
	void fewThreadsDoManyShortTasks() throws Exception {
		int tasks = 20_000;
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		CountDownLatch done = new CountDownLatch(tasks);
		for (int i = 0; i < tasks; i++) {
			this.pool.execute(() -> {
				threads.add(Thread.currentThread());
				done.countDown();
			});
		}
		assertThat(done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
		assertThat(threads).hasSizeBetween(1, 40);
	}

	@Test
	void everyTaskThatBlocksGetsAThread() throws Exception {
		int tasks = 200;
		CyclicBarrier together = new CyclicBarrier(tasks);
		CountDownLatch done = new CountDownLatch(tasks);
		for (int i = 0; i < tasks; i++) {
			this.pool.execute(() -> {
				try {
					together.await();
					done.countDown();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
		}
		assertThat(done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void poolWithALimitKeepsToIt() throws Exception {
		int tasks = 200;
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(tasks);
		for (int i = 0; i < tasks; i++) {
			this.rigid.execute(() -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				try {
					done.await(5, TimeUnit.MILLISECONDS);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				running.decrementAndGet();
				done.countDown();
			});
		}
		assertThat(done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
		assertThat(most).hasValueLessThanOrEqualTo(4);
	}

}
