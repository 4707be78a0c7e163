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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.zkleader.SkipReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SkipCounts}.
 */
class SkipCountsTests {

	private static final int TIMES = 50_000;

	private final SkipCounts counts = new SkipCounts();

	@Test
	void moreThreadsThanHaveATallyCountExactly() throws Exception {
		int threads = SkipCounts.OWNERS * 2;
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> started = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			started.add(new Thread(() -> {
				AbstractElectionTests.awaitUninterruptibly(start);
				for (int j = 0; j < TIMES; j++) {
					this.counts.count(SkipReason.FOLLOWER);
					if (j % 2 == 0) {
						this.counts.count(SkipReason.PAUSED);
					}
				}
			}));
		}
		started.forEach(Thread::start);
		start.countDown();
		for (Thread thread : started) {
			thread.join();
		}
		assertThat(this.counts.get(SkipReason.FOLLOWER)).isEqualTo((long) threads * TIMES);
		assertThat(this.counts.get(SkipReason.PAUSED)).isEqualTo((long) threads * TIMES / 2);
		assertThat(this.counts.get(SkipReason.LEASE)).isZero();
	}

	@Test
	void threadIsNotKeptAndItsCountIs() throws Exception {
		WeakReference<Thread> thread = count();
		await().until(() -> {
			System.gc();
			return thread.refersTo(null);
		});
		assertThat(this.counts.get(SkipReason.FOLLOWER)).isEqualTo(1);
	}

	private WeakReference<Thread> count() throws InterruptedException {
		Thread thread = new Thread(() -> this.counts.count(SkipReason.FOLLOWER));
		thread.start();
		thread.join();
		return new WeakReference<>(thread);
	}

}
