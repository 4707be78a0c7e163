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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A timer that time moved ahead by hand sets off as well.
 */
final class MovableTimer extends Timer {

	private final MovableTime time;

	private final Consumer<MovableTimer> onClose;

	private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

	MovableTimer(String threadName, MovableTime time, Consumer<MovableTimer> onClose) {
		super(threadName);
		this.time = time;
		this.onClose = onClose;
	}

	@Override
	Alarm after(Duration delay, Runnable task) {
		Pending pending = new Pending(this.time.nanoTime() + delay.toNanos(), task);
		this.pending.add(pending);
		pending.schedule();
		return pending;
	}

	/**
	 * Run on this thread what is due by now, in order. What is left is due sooner.
	 */
	void moved() {
		long now = this.time.nanoTime();
		List<Pending> inOrder = this.pending.stream()
			.sorted(Comparator.comparingLong((pending) -> pending.deadline - now))
			.toList();
		for (Pending pending : inOrder) {
			if (pending.remaining().isZero()) {
				pending.run();
			}
			else {
				pending.schedule();
			}
		}
	}

	Optional<Duration> untilNextAlarm() {
		return this.pending.stream().map(Pending::remaining).min(Duration::compareTo);
	}

	@Override
	void close() {
		this.pending.clear();
		this.onClose.accept(this);
		super.close();
	}

	/**
	 * What is to run later, once.
	 */
	private final class Pending implements Alarm {

		private final long deadline;

		private final Runnable task;

		private Alarm scheduled = () -> {
		};

		Pending(long deadline, Runnable task) {
			this.deadline = deadline;
			this.task = task;
		}

		Duration remaining() {
			return Duration.ofNanos(Math.max(0, this.deadline - MovableTimer.this.time.nanoTime()));
		}

		synchronized void schedule() {
			this.scheduled.off();
			if (MovableTimer.this.pending.contains(this)) {
				this.scheduled = MovableTimer.super.after(remaining(), this::run);
			}
		}

		void run() {
			if (MovableTimer.this.pending.remove(this)) {
				this.task.run();
			}
		}

		@Override
		public synchronized void off() {
			MovableTimer.this.pending.remove(this);
			this.scheduled.off();
		}

	}

}
