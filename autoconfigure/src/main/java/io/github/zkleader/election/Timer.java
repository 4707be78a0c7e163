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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs tasks that do not block after a while, on one thread of its own.
 */
class Timer {

	private static final Log logger = LogFactory.getLog(Timer.class);

	private static final Alarm OFF = () -> {
	};

	private final ScheduledThreadPoolExecutor executor;

	Timer(String threadName) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> Threads.daemon(threadName, task));
		this.executor.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Run a task after a delay, unless the timer is closed or the alarm is turned off
	 * before. What the task throws is logged.
	 * @param delay the delay
	 * @param task the task
	 * @return turns the alarm off
	 */
	Alarm after(Duration delay, Runnable task) {
		try {
			Future<?> future = this.executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> future.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			return OFF;
		}
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.error("Unexpected failure of a timer", ex);
		}
	}

	void close() {
		this.executor.shutdownNow();
	}

	/**
	 * Turns off what was to run later.
	 */
	@FunctionalInterface
	interface Alarm {

		/**
		 * Turn off, if it is not too late.
		 */
		void off();

	}

}
