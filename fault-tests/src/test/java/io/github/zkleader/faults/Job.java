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

package io.github.zkleader.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What a gated run or a listener does.
 *
 * @param manner how it does it
 * @param nanos for how long
 * @param meanwhile called every few milliseconds, at least once
 * @param started whether it was started
 */
record Job(Manner manner, long nanos, BooleanSupplier meanwhile, CountDownLatch started) {

	static final Job NONE = new Job(Manner.NORMAL, 0, () -> true);

	private static final long PAUSE = Duration.ofMillis(5).toNanos();

	Job(Manner manner, long nanos, BooleanSupplier meanwhile) {
		this(manner, nanos, meanwhile, new CountDownLatch(1));
	}

	void run() {
		this.started.countDown();
		switch (this.manner) {
			case NORMAL -> {
			}
			case SLOW -> await(System.nanoTime() + this.nanos, true);
			case HANGING -> await(Long.MAX_VALUE, true);
			case STUBBORN -> await(System.nanoTime() + this.nanos, false);
			case THROWING -> throw new IllegalStateException("This listener is to fail");
		}
	}

	private void await(long until, boolean interruptible) {
		boolean interrupted = false;
		do {
			this.meanwhile.getAsBoolean();
			LockSupport.parkNanos(this, PAUSE);
			interrupted = Thread.interrupted() && interruptible;
		}
		while (!interrupted && System.nanoTime() < until);
	}

	/**
	 * How something is done.
	 */
	enum Manner {

		/**
		 * At once.
		 */
		NORMAL,

		/**
		 * Slowly, but it heeds an interrupt.
		 */
		SLOW,

		/**
		 * Not until it is interrupted.
		 */
		HANGING,

		/**
		 * Slowly, swallowing all interrupts.
		 */
		STUBBORN,

		/**
		 * With an exception.
		 */
		THROWING

	}

}
