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
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other on threads of shared pools, in the order they came, with
 * the thread named after what it works for. A task that throws is logged and the next one
 * runs. A task that comes after its pool has been shut down is dropped.
 */
final class SerialExecutor implements Executor {

	private static final Log logger = LogFactory.getLog(SerialExecutor.class);

	private final Executor pool;

	private final Executor blockingPool;

	private final String purpose;

	private final String role;

	private final Deque<Task> tasks = new ArrayDeque<>(2);

	private @Nullable Task active;

	/**
	 * Create a new executor.
	 * @param pool for tasks that are over soon
	 * @param blockingPool for tasks that may block for long
	 * @param purpose what the tasks are for, which a thread is named after meanwhile
	 * @param role the role the tasks are for, likewise
	 */
	SerialExecutor(Executor pool, Executor blockingPool, String purpose, String role) {
		this.pool = pool;
		this.blockingPool = blockingPool;
		this.purpose = purpose;
		this.role = role;
	}

	private String threadName() {
		return "zkleader-" + this.purpose + "-" + this.role;
	}

	@Override
	public void execute(Runnable task) {
		add(new Task(this.pool, task));
	}

	/**
	 * Run a task that may block for long.
	 * @param task the task
	 */
	void executeBlocking(Runnable task) {
		add(new Task(this.blockingPool, task));
	}

	/**
	 * Have the current task followed by another one, before all that came meanwhile.
	 * @param task a task that may block for long
	 */
	void executeNext(Runnable task) {
		synchronized (this.tasks) {
			this.tasks.addFirst(new Task(this.blockingPool, task));
		}
	}

	private void add(Task task) {
		synchronized (this.tasks) {
			this.tasks.addLast(task);
			if (this.active == null) {
				scheduleNext();
			}
		}
	}

	private void scheduleNext() {
		synchronized (this.tasks) {
			Task next = this.tasks.pollFirst();
			this.active = next;
			if (next != null) {
				try {
					next.pool().execute(() -> run(next.work()));
				}
				catch (RejectedExecutionException ex) {
					this.active = null;
					logger.debug("Too late for '" + threadName() + "'");
				}
			}
		}
	}

	private void run(Runnable task) {
		Thread thread = Thread.currentThread();
		String name = thread.getName();
		thread.setName(threadName());
		try {
			task.run();
		}
		catch (Throwable ex) {
			logger.error("Unexpected failure on '" + threadName() + "'", ex);
		}
		finally {
			Thread.interrupted();
			thread.setName(name);
			scheduleNext();
		}
	}

	private record Task(Executor pool, Runnable work) {

	}

}
