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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time of this machine, which can be moved ahead.
 */
final class MovableTime implements ElectionTime {

	private final AtomicLong movedNanos = new AtomicLong();

	private final List<MovableTimer> timers = new CopyOnWriteArrayList<>();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final Clock clock = new MovedClock(ZoneOffset.UTC);

	@Override
	public Clock clock() {
		return this.clock;
	}

	@Override
	public long nanoTime() {
		return System.nanoTime() + movedNanos();
	}

	@Override
	public Timer timer(String threadName) {
		MovableTimer timer = new MovableTimer(threadName, this, this.timers::remove);
		this.timers.add(timer);
		return timer;
	}

	@Override
	public void onMove(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * Return by how much the time was moved so far.
	 * @return the time in nanoseconds
	 */
	long movedNanos() {
		return this.movedNanos.get();
	}

	/**
	 * Move the time ahead, and do on this thread what has become due.
	 * @param duration by how much
	 */
	void move(Duration duration) {
		this.movedNanos.addAndGet(duration.toNanos());
		this.timers.forEach(MovableTimer::moved);
		this.listeners.forEach(Runnable::run);
	}

	/**
	 * Return how long it is until something is due.
	 * @return the time until the next alarm, or empty if there is none
	 */
	Optional<Duration> untilNextAlarm() {
		return this.timers.stream().flatMap((timer) -> timer.untilNextAlarm().stream()).min(Duration::compareTo);
	}

	private final class MovedClock extends Clock {

		private final ZoneId zone;

		MovedClock(ZoneId zone) {
			this.zone = zone;
		}

		@Override
		public ZoneId getZone() {
			return this.zone;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return new MovedClock(zone);
		}

		@Override
		public Instant instant() {
			return Instant.now().plusNanos(movedNanos());
		}

	}

}
