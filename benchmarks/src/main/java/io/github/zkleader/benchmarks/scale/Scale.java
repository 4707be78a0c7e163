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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.contenders.Kind.Way;
import io.github.zkleader.benchmarks.report.Parameters;
import io.github.zkleader.benchmarks.report.Report;
import io.github.zkleader.benchmarks.report.Servers;
import io.github.zkleader.benchmarks.scale.Measurement.Result;

/**
 * What many roles in a process, and many candidates for a role, take.
 */
public final class Scale {

	private static final int PER_PROCESS = 100;

	private final Report report;

	private final Servers servers;

	private final Duration sessionTimeout;

	private final Duration idle;

	private final Map<Kind, Map<Integer, Results>> results = new LinkedHashMap<>();

	private Scale(String name, String what, Servers servers, Duration sessionTimeout, Duration idle) {
		this.report = new Report(name, what, "who", "trials", "settled ms", "requests", "threads", "heap MB",
				"requests/s", "writes/s", "cpu %", "nexts", "next ms", "p99", "next requests");
		this.servers = servers;
		this.sessionTimeout = sessionTimeout;
		this.idle = idle;
	}

	/**
	 * Measure many roles in a process.
	 * @param parameters {@code electors}, {@code scale-peers}, {@code roles},
	 * {@code scale-trials} and the seconds {@code idle}
	 * @throws Exception if a process does not do what it should
	 */
	public static void roles(Parameters parameters) throws Exception {
		try (Servers servers = new Servers()) {
			Scale scale = new Scale("roles", "roles", servers, Duration.ofSeconds(4),
					Duration.ofSeconds(parameters.number("idle", 5)));
			scale.measure(kinds(parameters, "scale-peers", "initiator,latch"),
					parameters.numbers("roles", "1,10,100,1000"), parameters.number("scale-trials", 3),
					Measurement::roles);
			scale.compareRoles();
			scale.report.finish();
		}
	}

	/**
	 * Measure many candidates for a role, a hundred of them in a process.
	 * @param parameters {@code electors}, {@code queue-peers}, {@code candidates}, the
	 * seconds {@code idle} and how often to yield, {@code queue-yields}
	 * @throws Exception if a process does not do what it should
	 */
	public static void candidates(Parameters parameters) throws Exception {
		try (Servers servers = new Servers()) {
			Scale scale = new Scale("candidates", "candidates", servers, Duration.ofSeconds(4),
					Duration.ofSeconds(parameters.number("idle", 5)));
			int turns = parameters.number("queue-yields", 7);
			scale.measure(kinds(parameters, "queue-peers", "initiator,naive"),
					parameters.numbers("candidates", "10,100,500"), 1,
					(measurement, count) -> measurement.candidates(count, PER_PROCESS, turns));
			scale.compareCandidates();
			scale.report.finish();
		}
	}

	/**
	 * Measure a leader and a standby while nothing happens, with the default session
	 * timeout.
	 * @param parameters {@code electors}, {@code peers} and the seconds {@code long-idle}
	 * @throws Exception if a process does not do what it should
	 */
	public static void idle(Parameters parameters) throws Exception {
		try (Servers servers = new Servers()) {
			Scale scale = new Scale("idle", "roles", servers, Duration.ofSeconds(10),
					Duration.ofSeconds(parameters.number("long-idle", 10)));
			scale.measure(kinds(parameters, "peers", "initiator,latch,selector,naive"), List.of(1), 1,
					Measurement::roles);
			scale.report.finish();
		}
	}

	private static List<Kind> kinds(Parameters parameters, String name, String peers) {
		return Kind.of(parameters.words("electors", "initiator"), parameters.words(name, peers));
	}

	private void measure(List<Kind> kinds, List<Integer> counts, int trials, Course course) throws Exception {
		for (int count : counts) {
			for (int trial = 0; trial < trials; trial++) {
				for (Kind kind : kinds) {
					try (Measurement measurement = new Measurement(kind, this.servers, this.sessionTimeout,
							this.idle)) {
						this.results.computeIfAbsent(kind, (key) -> new LinkedHashMap<>())
							.computeIfAbsent(count, (key) -> new Results())
							.add(course.run(measurement, count));
					}
				}
			}
			kinds.forEach((kind) -> result(kind, count).write(this.report, count, kind.name()));
		}
	}

	private void compareRoles() {
		this.results.forEach((kind, results) -> {
			if (kind.way() == Way.ZKLEADER) {
				int most = results.keySet().stream().reduce(Math::max).orElse(0);
				int least = results.keySet().stream().reduce(Math::min).orElse(0);
				Results ours = result(kind, most);
				this.report.goal(kind.name() + ": requests/s with " + most + " roles, as with " + least,
						ours.requestsPerSecond(), 1.2 * result(kind, least).requestsPerSecond());
				this.results.keySet().stream().filter((peer) -> peer.way() == Way.INITIATOR).forEach((peer) -> {
					Results theirs = result(peer, most);
					String subject = kind.name() + ": " + most + " roles, as the initiator: ";
					this.report.goal(subject + "settled ms", ours.settledMillis(), theirs.settledMillis());
					this.report.goal(subject + "threads", ours.threads(), theirs.threads());
					this.report.goal(subject + "heap MB", ours.heapBytes() / 1e6, theirs.heapBytes() / 1e6);
					this.report.goal(subject + "heap kB for each beyond " + least, growth(kind, least, most) / 1e3,
							growth(peer, least, most) / 1e3);
				});
			}
		});
	}

	private void compareCandidates() {
		this.results.forEach((kind, results) -> {
			if (kind.way() == Way.ZKLEADER) {
				int most = results.keySet().stream().reduce(Math::max).orElse(0);
				int least = results.keySet().stream().reduce(Math::min).orElse(0);
				this.report.goal(kind.name() + ": writes/s with " + most + " candidates, as with " + least,
						result(kind, most).writesPerSecond(), 1.2 * result(kind, least).writesPerSecond());
			}
		});
	}

	private double growth(Kind kind, int least, int most) {
		return (result(kind, most).heapBytes() - result(kind, least).heapBytes()) / (most - least);
	}

	private Results result(Kind kind, int count) {
		Results result = this.results.getOrDefault(kind, Map.of()).get(count);
		if (result == null) {
			throw new IllegalArgumentException(kind.name() + " was not measured with " + count);
		}
		return result;
	}

	/**
	 * What is measured.
	 */
	@FunctionalInterface
	private interface Course {

		Result run(Measurement measurement, int count);

	}

}
