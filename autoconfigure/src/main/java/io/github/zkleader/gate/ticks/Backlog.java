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

package io.github.zkleader.gate.ticks;

/**
 * How many times are missed, again and again, while they are being made up for. It goes
 * down to none where runs are shorter than the period, if only by and by, and need not
 * where they are longer.
 */
final class Backlog {

	private static final int PATIENCE = 10;

	private long least = Long.MAX_VALUE;

	private int rounds;

	/**
	 * Whether to make up for what is missed by now.
	 * @param missed how many times that are
	 * @return whether there is hope to come to an end
	 */
	boolean isWorthTrying(long missed) {
		if (missed < this.least) {
			this.least = missed;
			this.rounds = 0;
			return true;
		}
		this.rounds++;
		return this.rounds < PATIENCE && missed - this.least < PATIENCE;
	}

}
