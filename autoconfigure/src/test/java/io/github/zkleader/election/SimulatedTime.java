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

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The one true time of a simulation, in nanoseconds, what happens when, and all chance.
 */
final class SimulatedTime {

	static final long MILLISECOND = 1_000_000;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final SplittableRandom random;

	private long now;

	private long order;

	SimulatedTime(long seed) {
		this.random = new SplittableRandom(seed);
	}

	long now() {
		return this.now;
	}

	void at(long time, Runnable action) {
		this.events.add(new Event(Math.max(time, this.now), this.order++, action));
	}

	void after(long delay, Runnable action) {
		at(this.now + delay, action);
	}

	void run(long duration) {
		long end = this.now + duration;
		for (Event event = this.events.peek(); event != null && event.time <= end; event = this.events.peek()) {
			this.events.remove();
			this.now = event.time;
			event.action.run();
		}
		this.now = end;
	}

	long between(long least, long most) {
		return (most > least) ? this.random.nextLong(least, most) : least;
	}

	double between(double least, double most) {
		return least + (most - least) * this.random.nextDouble();
	}

	int index(int size) {
		return this.random.nextInt(size);
	}

	boolean chance(double probability) {
		return this.random.nextDouble() < probability;
	}

	private record Event(long time, long order, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int result = Long.compare(this.time, other.time);
			return (result != 0) ? result : Long.compare(this.order, other.order);
		}

	}

}
