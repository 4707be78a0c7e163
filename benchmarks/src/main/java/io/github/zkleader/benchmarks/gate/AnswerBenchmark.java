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

package io.github.zkleader.benchmarks.gate;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What it costs to ask who leads, and the reads that no answer can do without: of a
 * volatile, and of the two clocks that measure the lease.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerBenchmark {

	/**
	 * Read a volatile.
	 * @param flag the volatile
	 * @return its value
	 */
	@Benchmark
	public boolean volatileRead(Flag flag) {
		return flag.open;
	}

	/**
	 * Read the monotonic clock.
	 * @return its time
	 */
	@Benchmark
	public long nanoTime() {
		return System.nanoTime();
	}

	/**
	 * Read the wall clock.
	 * @return its time
	 */
	@Benchmark
	public long currentTimeMillis() {
		return System.currentTimeMillis();
	}

	/**
	 * Ask on the instance that leads.
	 * @param instances the instances
	 * @return the answer
	 */
	@Benchmark
	public boolean isLeaderOnLeader(Instances instances) {
		return instances.leading.isLeader();
	}

	/**
	 * Ask on the instance that does not lead.
	 * @param instances the instances
	 * @return the answer
	 */
	@Benchmark
	public boolean isLeaderOnFollower(Instances instances) {
		return instances.following.isLeader();
	}

}
