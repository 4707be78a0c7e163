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
 * Gives the fault tests the numbers that are published.
 */
public final class PublishedTiming {

	private PublishedTiming() {
	}

	/**
	 * Return how long a lease lasts at most.
	 * @param sessionTimeout the session timeout
	 * @param tick the tick of the ensemble
	 * @return the duration
	 */
	public static Duration lease(Duration sessionTimeout, Duration tick) {
		return Duration.ofNanos(LeaseTiming.of(sessionTimeout, tick).duration());
	}

	/**
	 * Return the guaranteed ride-out.
	 * @param sessionTimeout the session timeout
	 * @param tick the tick of the ensemble
	 * @return the ride-out
	 */
	public static Duration rideOut(Duration sessionTimeout, Duration tick) {
		return LeaseTiming.of(sessionTimeout, tick).rideOut();
	}

}
