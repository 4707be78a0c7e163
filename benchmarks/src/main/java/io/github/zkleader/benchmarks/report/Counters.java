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

package io.github.zkleader.benchmarks.report;

/**
 * What the servers have counted up to a moment.
 *
 * @param at the moment, as {@link System#nanoTime()} tells it
 * @param requests what clients have sent, pings included
 * @param writes what the leading server has proposed, sessions included
 */
public record Counters(long at, long requests, long writes) {

	/**
	 * Return what was counted since an earlier moment.
	 * @param earlier what was counted then
	 * @return the difference, {@code at} being the time that has passed
	 */
	public Counters since(Counters earlier) {
		return new Counters(this.at - earlier.at, this.requests - earlier.requests, this.writes - earlier.writes);
	}

	/**
	 * Return the requests per second, of a difference.
	 * @return the rate
	 */
	public double requestsPerSecond() {
		return this.requests / seconds();
	}

	/**
	 * Return the writes per second, of a difference.
	 * @return the rate
	 */
	public double writesPerSecond() {
		return this.writes / seconds();
	}

	private double seconds() {
		return this.at / 1e9;
	}

}
