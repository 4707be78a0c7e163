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

/**
 * The time that elections live by.
 */
interface ElectionTime {

	/**
	 * The time of this machine.
	 */
	ElectionTime SYSTEM = new ElectionTime() {

		@Override
		public Clock clock() {
			return Clock.systemUTC();
		}

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public Timer timer(String threadName) {
			return new Timer(threadName);
		}

		@Override
		public void onMove(Runnable listener) {
		}

	};

	/**
	 * Return the clock for people.
	 * @return the clock
	 */
	Clock clock();

	/**
	 * Return the time that durations are measured with.
	 * @return the time in nanoseconds
	 */
	long nanoTime();

	/**
	 * Make a timer.
	 * @param threadName the name of its thread
	 * @return the timer
	 */
	Timer timer(String threadName);

	/**
	 * Add a listener for time that is moved by hand, so that who waits looks again.
	 * @param listener called after the time was moved; must not block
	 */
	void onMove(Runnable listener);

}
