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

package io.github.zkleader.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.zkleader.benchmarks.report.Report;
import io.github.zkleader.benchmarks.report.Samples;
import io.github.zkleader.benchmarks.scale.Measurement.Result;

/**
 * Measurements of the same thing.
 */
final class Results {

	private final List<Result> results = new ArrayList<>();

	void add(Result result) {
		this.results.add(result);
	}

	double settledMillis() {
		return median((result) -> result.settled() / 1e6);
	}

	double threads() {
		return median(Result::threads);
	}

	double heapBytes() {
		return median(Result::heap);
	}

	double requestsPerSecond() {
		return median((result) -> result.idle().requestsPerSecond());
	}

	double writesPerSecond() {
		return median((result) -> result.idle().writesPerSecond());
	}

	private double median(ToDoubleFunction<Result> what) {
		Samples samples = new Samples();
		this.results.forEach((result) -> samples.add(what.applyAsDouble(result)));
		return samples.median();
	}

	/**
	 * Write the medians to a report.
	 * @param report the report
	 * @param count of what there are many
	 * @param who whose results these are
	 */
	void write(Report report, int count, String who) {
		Samples failover = new Samples();
		this.results.forEach((result) -> result.failover().forEach((nanos) -> failover.add(nanos / 1e6)));
		report.row(count, who, this.results.size(), settledMillis(), median(Result::requests), threads(),
				heapBytes() / 1e6, requestsPerSecond(), writesPerSecond(),
				median((result) -> 100 * result.idle().cpu()), failover.count(), failover.median(), failover.p99(),
				median(Result::failoverRequests));
	}

}
