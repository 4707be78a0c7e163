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
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long an instance waits before it looks who leads. When a leader goes, all instances
 * look, and some of them read the names of all: that would be at the same time as the
 * next one is elected and the last one queues again, which come first. Many instances
 * wait for longer, and for different times, so that they are not in each other's way
 * either.
 */
final class Courtesy {

	static final Duration LEAST = Duration.ofMillis(20);

	static final Duration MOST = Duration.ofSeconds(1);

	private static final Duration FOR_EACH = Duration.ofMillis(2);

	private static final int LATER = 4;

	private Courtesy() {
	}

	/**
	 * Return how long to wait.
	 * @param candidates how many instances are about to look
	 * @return the time, another one for each call if there are many
	 */
	static Duration among(int candidates) {
		long most = Math.min(candidates * FOR_EACH.toNanos(), MOST.minus(LEAST).toNanos());
		return LEAST.plusNanos(ThreadLocalRandom.current().nextLong(most / LATER, most + 1));
	}

}
