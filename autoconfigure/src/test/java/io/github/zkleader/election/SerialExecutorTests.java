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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SerialExecutor}.
 */
class SerialExecutorTests {

	private final Deque<Runnable> pool = new ArrayDeque<>();

	private final Deque<Runnable> blockingPool = new ArrayDeque<>();

	private final SerialExecutor executor = new SerialExecutor(this.pool::add, this.blockingPool::add, "test",
			"leader");

	private final List<String> done = new ArrayList<>();

	@Test
	void tasksRunInTheOrderTheyCameEachOnItsPool() {
		this.executor.execute(() -> this.done.add("first"));
		this.executor.executeBlocking(() -> this.done.add("second"));
		this.executor.execute(() -> this.done.add("third"));
		assertThat(this.blockingPool).isEmpty();
		this.pool.remove().run();
		assertThat(this.pool).isEmpty();
		this.blockingPool.remove().run();
		this.pool.remove().run();
		assertThat(this.done).containsExactly("first", "second", "third");
	}

	@Test
	void nextTaskRunsBeforeThoseThatCameMeanwhile() {
		this.executor.execute(() -> {
			this.executor.execute(() -> this.done.add("meanwhile"));
			this.executor.executeNext(() -> this.done.add("next"));
		});
		this.pool.remove().run();
		assertThat(this.pool).isEmpty();
		this.blockingPool.remove().run();
		this.pool.remove().run();
		assertThat(this.done).containsExactly("next", "meanwhile");
	}

	@Test
	void threadIsNamedAfterWhatItWorksForMeanwhile() {
		String before = Thread.currentThread().getName();
		this.executor.execute(() -> this.done.add(Thread.currentThread().getName()));
		this.pool.remove().run();
		assertThat(this.done).containsExactly("zkleader-test-leader");
		assertThat(Thread.currentThread().getName()).isEqualTo(before);
	}

	@Test
	void taskThatThrowsIsFollowedByTheNext() {
		this.executor.execute(() -> {
			throw new IllegalStateException("expected");
		});
		this.executor.execute(() -> this.done.add("second"));
		this.pool.remove().run();
		this.pool.remove().run();
		assertThat(this.done).containsExactly("second");
	}

}
