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

package io.github.zkleader.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Collects the results of trials and shows them as a table.
 */
final class FaultReport {

	static final Path TARGET = Path.of(System.getProperty("faults.directory", "target")).toAbsolutePath();

	private static final String FORMAT = "%-9s %-54s %6s %5s %10s %5s %5s %12s %12s %9s%n";

	private final Map<String, List<TrialResult>> results = new LinkedHashMap<>();

	void add(String subject, String fault, TrialResult result) {
		this.results.computeIfAbsent(subject + ":" + fault, (key) -> new ArrayList<>()).add(result);
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder();
		table.append(FORMAT.formatted("subject", "fault", "trials", "moved", "violations", "apart", "late", "margin ms",
				"takeover ms", "95% bound"));
		this.results.forEach((key, results) -> {
			String[] names = key.split(":", 2);
			long counted = results.stream().filter(TrialResult::counts).count();
			long violated = results.stream().filter((result) -> !result.violations().isEmpty()).count();
			table.append(FORMAT.formatted(names[0], names[1], counted, count(results, TrialResult::moved), violated,
					sum(results, (result) -> (long) result.thirdParty()), sum(results, TrialResult::lateRuns),
					smallest(results.stream().flatMap((result) -> result.margin().stream())),
					median(results.stream().flatMap((result) -> result.takeover().stream())),
					(violated == 0 && counted > 0) ? "%.1f%%".formatted(Math.min(100, 300.0 / counted)) : "-"));
		});
		table.append("""
				moved: leadership changed hands. violations: trials with any. apart: late answers after a deletion by a
				third party. late: runs checked in time that began late, which the fencing token protects. margin: from
				the last yes to the logged end of the lock, the smallest. takeover: fault to next yes, the median.
				""");
		this.results.forEach((key, results) -> results.stream()
			.flatMap((result) -> result.objection().stream())
			.forEach((objection) -> table.append("not counted: %s: %s%n".formatted(key, objection))));
		return table.toString();
	}

	void write() {
		System.out.println(this);
		try {
			Files.writeString(TARGET.resolve("faults.txt"), toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long count(List<TrialResult> results, Function<TrialResult, Boolean> predicate) {
		return results.stream().filter(predicate::apply).count();
	}

	private static long sum(List<TrialResult> results, Function<TrialResult, Long> value) {
		return results.stream().mapToLong(value::apply).sum();
	}

	private static String smallest(Stream<Long> margins) {
		return margins.min(Long::compare).map(FaultReport::millis).orElse("-");
	}

	private static String median(Stream<Duration> takeovers) {
		List<Duration> sorted = takeovers.sorted().toList();
		return sorted.isEmpty() ? "-" : millis(sorted.get(sorted.size() / 2).toNanos());
	}

	private static String millis(long nanos) {
		return "%.1f".formatted(nanos / 1_000_000.0);
	}

}
