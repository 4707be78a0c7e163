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

import java.lang.Thread.State;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pool that works thousands of short tasks off with a few threads, and yet keeps none
 * waiting behind tasks that block: as long as more tasks wait than there are threads that
 * wait for one, it looks whether it gets on, and has one more thread, up to a dozen or
 * so, if it does slowly, one more in any case if it does not, and twice as many if all of
 * them are blocked. There are no threads when there is nothing to do.
 */
final class ElasticPool implements Executor, AutoCloseable {

	private static final int FEW = 4;

	private static final int ENOUGH = 16;

	private static final int IDLE_SECONDS = 10;

	private static final Duration PATIENCE = Duration.ofMillis(10);

	private final ThreadPoolExecutor threads;

	private final int limit;

	private final Timer timer;

	private final Set<Thread> all = ConcurrentHashMap.newKeySet();

	private final AtomicLong begun = new AtomicLong();

	private final AtomicInteger working = new AtomicInteger();

	private final AtomicInteger busy = new AtomicInteger();

	private final AtomicBoolean watched = new AtomicBoolean();

	/**
	 * Create a new pool.
	 * @param prefix what the names of its threads start with
	 * @param limit how many threads it may grow to; it has a few anyway
	 * @param timer has it look to itself
	 */
	ElasticPool(String prefix, int limit, Timer timer) {
		this.limit = limit;
		AtomicInteger number = new AtomicInteger();
		ThreadFactory threadFactory = (task) -> {
			Thread thread = Threads.daemon(prefix + number.incrementAndGet(), () -> work(task));
			this.all.add(thread);
			return thread;
		};
		this.threads = new ThreadPoolExecutor(FEW, FEW, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threadFactory);
		this.threads.allowCoreThreadTimeOut(true);
		this.timer = timer;
	}

	@Override
	public void execute(Runnable task) {
		this.threads.execute(() -> begin(task));
		watch();
	}

	private void begin(Runnable task) {
		this.begun.incrementAndGet();
		this.busy.incrementAndGet();
		try {
			watch();
			task.run();
		}
		finally {
			this.busy.decrementAndGet();
		}
	}

	private void work(Runnable worker) {
		this.working.incrementAndGet();
		try {
			worker.run();
		}
		finally {
			this.working.decrementAndGet();
			watch();
		}
	}

	/**
	 * To be called whenever a task has come or a thread is taken or gone. Takes no lock:
	 * threads that waited for one would look as if their tasks blocked.
	 */
	private void watch() {
		if (waiting() > Math.max(idle(), 0) && this.watched.compareAndSet(false, true)) {
			watchFrom(this.begun.get());
		}
	}

	private int waiting() {
		return this.threads.getQueue().size();
	}

	private int idle() {
		return this.working.get() - this.busy.get();
	}

	private void watchFrom(long before) {
		this.timer.after(PATIENCE, () -> look(before));
	}

	private void look(long before) {
		int waiting = waiting();
		long now = this.begun.get();
		this.all.removeIf((thread) -> !thread.isAlive());
		if (waiting == 0) {
			this.threads.setCorePoolSize(FEW);
			this.watched.set(false);
			watch();
			return;
		}
		watchFrom(now);
		int size = this.threads.getPoolSize();
		if (now == before && areBlocked()) {
			grow(size + Math.min(Math.max(size, FEW), waiting));
		}
		else if (now == before || (now - before < waiting && size < ENOUGH)) {
			grow(size + 1);
		}
	}

	private boolean areBlocked() {
		return this.all.stream()
			.map(Thread::getState)
			.noneMatch((state) -> state == State.NEW || state == State.RUNNABLE);
	}

	private void grow(int requested) {
		int size = Math.max(FEW, Math.min(requested, this.limit));
		this.threads.setMaximumPoolSize(Math.max(size, this.threads.getMaximumPoolSize()));
		this.threads.setCorePoolSize(size);
	}

	/**
	 * Take no more tasks, interrupt those that run and forget those that wait.
	 */
	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
