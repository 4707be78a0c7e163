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
 * What a gated call costs that does nothing, next to one through a proxy of the same kind
 * that asks nothing but a volatile.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {

	/**
	 * Call the gated bean of the instance that leads.
	 * @param jobs the beans
	 */
	@Benchmark
	public void gatedOnLeader(Jobs jobs) {
		jobs.leading.run();
	}

	/**
	 * Call the gated bean of the instance that does not lead.
	 * @param jobs the beans
	 */
	@Benchmark
	public void gatedOnFollower(Jobs jobs) {
		jobs.following.run();
	}

	/**
	 * Call a bean behind a volatile that says yes.
	 * @param jobs the beans
	 */
	@Benchmark
	public void bareOpen(Jobs jobs) {
		jobs.open.run();
	}

	/**
	 * Call a bean behind a volatile that says no.
	 * @param jobs the beans
	 */
	@Benchmark
	public void bareClosed(Jobs jobs) {
		jobs.closed.run();
	}

}
