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

package io.github.zkleader.benchmarks.handover;

import java.util.Objects;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

/**
 * One loss of leadership.
 */
final class Loss {

	private final Pair pair;

	private final Candidate leader;

	private final Candidate other;

	private final boolean onPurpose;

	private final long start;

	/**
	 * Have the leader of a pair lose its leadership.
	 * @param pair the pair
	 * @param fault what it suffers
	 */
	Loss(Pair pair, Fault fault) {
		this.pair = pair;
		this.leader = pair.leader().orElseThrow();
		this.other = pair.other(this.leader);
		this.onPurpose = fault.isOnPurpose();
		this.start = System.nanoTime();
		fault.strike(this.leader);
	}

	Pair pair() {
		return this.pair;
	}

	void heal() {
		this.leader.heal();
	}

	/**
	 * Return when leadership was lost: when the candidate began to give up, or when the
	 * fault began.
	 * @return the time
	 */
	private long lostAt() {
		return this.onPurpose ? this.leader.journal().givenUpAt() : this.start;
	}

	/**
	 * Whether a candidate works that was granted leadership since.
	 * @return whether one does
	 */
	boolean isOver() {
		Candidate next = next();
		return next != null && next.journal().lastRun() > next.journal().grantedAt();
	}

	private @Nullable Candidate next() {
		if (this.other.journal().grantedAt() > this.start) {
			return this.other;
		}
		return (this.leader.journal().grantedAt() > this.start) ? this.leader : null;
	}

	/**
	 * Return the time from the loss to the next grant.
	 * @return the time in nanoseconds, not a number if nothing was granted
	 */
	double toGrant() {
		Candidate next = next();
		return (next != null) ? next.journal().grantedAt() - lostAt() : Double.NaN;
	}

	/**
	 * Return the time from the last run of the leader to the first one of the successor,
	 * which is negative if they overlap; or, if it was no other, the longest time without
	 * any run.
	 * @return the time in nanoseconds
	 */
	double gap() {
		if (Objects.equals(next(), this.other)) {
			long last = this.leader.journal().runsSince(0).max().orElse(this.start);
			return this.other.journal().runsSince(this.start).min().orElse(0) - last;
		}
		long[] runs = LongStream
			.concat(this.leader.journal().runsSince(this.start), this.other.journal().runsSince(this.start))
			.sorted()
			.toArray();
		return LongStream.range(1, runs.length).map((i) -> runs[(int) i] - runs[(int) i - 1]).max().orElse(0);
	}

}
