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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
		Pending pending = new Pending(this.time.nanoTime() + delay.toNanos(), task, new AtomicBoolean());
		this.pending.add(pending);
		Alarm alarm = super.after(delay, () -> run(pending));
		return () -> {
			this.pending.remove(pending);
			alarm.off();
		};
	}

	private void run(Pending pending) {
		this.pending.remove(pending);
		if (pending.done().compareAndSet(false, true)) {
			pending.task().run();
		}
	}

	/**
	 * Run on this thread what is due by now, in order.
	 */
	void runDue() {
		long now = this.time.nanoTime();
		this.pending.stream()
			.filter((pending) -> pending.deadline() - now <= 0)
			.sorted(Comparator.comparingLong((pending) -> pending.deadline() - now))
			.toList()
			.forEach(this::run);
	}

	Optional<Duration> untilNextAlarm() {
		long now = this.time.nanoTime();
		return this.pending.stream()
			.map((pending) -> Duration.ofNanos(Math.max(0, pending.deadline() - now)))
			.min(Duration::compareTo);
	}

	@Override
	void close() {
		this.pending.clear();
		this.onClose.accept(this);
		super.close();
	}

	/**
	 * What is to run later. Compared by identity, through its flag.
	 */
	private record Pending(long deadline, Runnable task, AtomicBoolean done) {

	}

}
