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

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import io.github.zkleader.benchmarks.report.Parameters;
import io.github.zkleader.benchmarks.report.Report;
import io.github.zkleader.benchmarks.report.Servers;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What asking and a gated call cost in time and memory, next to the least that is
 * possible.
 */
public final class Gate {

	// The share of what other threads allocate meanwhile
	private static final double NO_BYTES = 0.5;

	private final Report report = new Report("gate", "what", "elector", "proxy", "ns", "min", "p99", "bytes",
			"requests");

	private final Collection<RunResult> results;

	private Gate(Collection<RunResult> results) {
		this.results = results;
	}

	/**
	 * Run the benchmark.
	 * @param parameters {@code electors}, {@code iterations} of 50 ms and {@code forks}
	 * of each measurement, {@code runs} of ShedLock
	 * @throws RunnerException if JMH fails
	 */
	public static void run(Parameters parameters) throws RunnerException {
		List<String> electors = parameters.words("electors", "initiator");
		try (Servers servers = new Servers()) {
			Gate gate = new Gate(measure(servers, parameters, electors));
			gate.report(LockCost.measure(servers, parameters.number("runs", 500)));
			electors.forEach(gate::compare);
			gate.report.finish();
		}
	}

	private static Collection<RunResult> measure(Servers servers, Parameters parameters, List<String> electors)
			throws RunnerException {
		int iterations = parameters.number("iterations", 50);
		return new Runner(new OptionsBuilder().include(AnswerBenchmark.class.getName())
			.include(CallBenchmark.class.getName())
			.param("elector", electors.toArray(String[]::new))
			.forks(parameters.number("forks", 1))
			.warmupIterations(5)
			.warmupTime(TimeValue.milliseconds(500))
			.measurementIterations(iterations)
			.measurementTime(TimeValue.milliseconds(50))
			.addProfiler(GCProfiler.class)
			.jvmArgsAppend("-Dbenchmarks.connect-string=" + servers.getConnectString())
			.output(servers.getDirectory().resolve("jmh.log").toString())
			.result(Report.TARGET.resolve("gate-jmh.json").toString())
			.resultFormat(ResultFormatType.JSON)
			.build()).run();
	}

	private void report(LockCost lock) {
		for (RunResult result : this.results) {
			this.report.row(result.getPrimaryResult().getLabel(), param(result, "elector"), param(result, "proxy"),
					nanos(result), quantile(result, 0), quantile(result, 99), bytes(result), "0");
		}
		this.report.row("ShedLock, a run", "", "", lock.nanos().median(), lock.nanos().min(), lock.nanos().p99(),
				Double.NaN, String.format(Locale.ROOT, "%.1f, %.1f writes", lock.requests(), lock.writes()));
	}

	private void compare(String elector) {
		double clocks = nanos(find("nanoTime", "", "")) + nanos(find("currentTimeMillis", "", ""));
		RunResult asked = find("isLeaderOnLeader", elector, "");
		this.report.goal(elector + ": isLeader(), in clock reads", nanos(asked) / clocks, 1.5);
		this.report.goal(elector + ": isLeader(), bytes", bytes(asked), NO_BYTES);
		this.report.goal(elector + ": isLeader() on a follower, bytes", bytes(find("isLeaderOnFollower", elector, "")),
				NO_BYTES);
		for (String proxy : List.of("cglib", "jdk")) {
			String subject = elector + ", " + proxy + ": ";
			RunResult run = find("gatedOnLeader", elector, proxy);
			RunResult open = find("bareOpen", elector, proxy);
			RunResult skipped = find("gatedOnFollower", elector, proxy);
			RunResult closed = find("bareClosed", elector, proxy);
			this.report.goal(subject + "gated call, ns", nanos(run), nanos(open) + nanos(asked) + 25);
			this.report.goal(subject + "gated call, bytes", bytes(run), bytes(open) + NO_BYTES);
			this.report.goal(subject + "skipped call, ns", nanos(skipped), nanos(closed) + 5);
			this.report.goal(subject + "skipped call, bytes", bytes(skipped), bytes(closed) + NO_BYTES);
		}
	}

	private RunResult find(String label, String elector, String proxy) {
		return this.results.stream()
			.filter((result) -> result.getPrimaryResult().getLabel().equals(label))
			.filter((result) -> param(result, "elector").equals(elector) && param(result, "proxy").equals(proxy))
			.findFirst()
			.orElseThrow();
	}

	private static String param(RunResult result, String name) {
		return result.getParams().getParamsKeys().contains(name) ? result.getParams().getParam(name) : "";
	}

	private static double nanos(RunResult result) {
		return quantile(result, 50);
	}

	private static double quantile(RunResult result, double percent) {
		return result.getPrimaryResult().getStatistics().getPercentile(percent);
	}

	private static double bytes(RunResult result) {
		Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
		return (allocated != null) ? allocated.getScore() : Double.NaN;
	}

}
