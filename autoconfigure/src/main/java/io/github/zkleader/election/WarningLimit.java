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
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.slf4j.event.Level;

/**
 * Lets one warning per cause and minute through, so that a flapping connection does not
 * flood the log. What comes sooner is told at INFO: nothing is lost. Safe for use by any
 * thread. Most roles never warn, so that there is no map until one does.
 */
public final class WarningLimit {

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private final LongSupplier nanoTime;

	private Map<String, Long> lastWarnings = Map.of();

	/**
	 * Create a new limit on the clock of this machine.
	 */
	public WarningLimit() {
		this(System::nanoTime);
	}

	WarningLimit(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Return the level to log at now.
	 * @param cause the cause, one of a few
	 * @return {@code WARN}, or {@code INFO} if there was a warning of the same cause
	 * within the last minute
	 */
	public synchronized Level levelOf(String cause) {
		long now = this.nanoTime.getAsLong();
		Long last = this.lastWarnings.get(cause);
		if (last != null && now - last < INTERVAL) {
			return Level.INFO;
		}
		Map<String, Long> lastWarnings = new HashMap<>(this.lastWarnings);
		lastWarnings.put(cause, now);
		this.lastWarnings = lastWarnings;
		return Level.WARN;
	}

}
