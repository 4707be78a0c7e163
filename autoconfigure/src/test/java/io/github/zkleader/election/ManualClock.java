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

/**
 * Clocks turned by hand.
 */
final class ManualClock implements LeaseClock {

	private volatile long nanos = 1_000_000_000_000L;

	private volatile long millis = 1_700_000_000_000L;

	@Override
	public long nanoTime() {
		return this.nanos;
	}

	@Override
	public long currentTimeMillis() {
		return this.millis;
	}

	void advance(Duration duration) {
		this.nanos += duration.toNanos();
		this.millis += duration.toMillis();
	}

	void stepWallClock(Duration step) {
		this.millis += step.toMillis();
	}

}
