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

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.contenders.Kind.Way;
import io.github.zkleader.benchmarks.report.Parameters;
import io.github.zkleader.benchmarks.report.Report;
import io.github.zkleader.benchmarks.report.Servers;
import io.github.zkleader.processes.EnsembleServer;

/**
 * How long it takes until another one leads, whatever ends the leadership of the first.
 */
public final class HandOver {

	private final List<Kind> kinds;

	private final Duration sessionTimeout;

	private final Servers servers;

	private final Limits limits;

	private final Map<Fault, Map<Kind, Trials>> trials = new EnumMap<>(Fault.class);

	private HandOver(List<Kind> kinds, Duration sessionTimeout, Servers servers, Limits limits) {
		this.kinds = kinds;
		this.sessionTimeout = sessionTimeout;
		this.servers = servers;
		this.limits = limits;
	}

	/**
	 * Run the benchmark.
	 * @param parameters {@code electors}, {@code peers}, {@code session-timeout} in
	 * milliseconds, and the trials: {@code yields}, {@code terms}, and {@code crashes} of
	 * each fault that takes a session timeout
	 * @throws Exception if a process does not do what it should
	 */
	public static void run(Parameters parameters) throws Exception {
		List<Kind> kinds = Kind.of(parameters.words("electors", "initiator"),
				parameters.words("peers", "initiator,latch,selector,naive"));
		int crashes = parameters.number("crashes", 5);
		try (Servers servers = new Servers(); Limits limits = new Limits(servers.getEnsemble().servers())) {
			HandOver handOver = new HandOver(kinds, Duration.ofMillis(parameters.number("session-timeout", 4000)),
					servers, limits);
			handOver.run(false, (pairs) -> {
				handOver.byTurns(pairs, Fault.YIELD, parameters.number("yields", 30));
				handOver.byTurns(pairs, Fault.SIGTERM, parameters.number("terms", 5));
				handOver.allAtOnce(pairs, Fault.KILL, crashes);
				handOver.allAtOnce(pairs, Fault.PAUSE, crashes);
				handOver.allAtOnce(pairs, Fault.SERVER, crashes);
			});
			handOver.run(true, (pairs) -> handOver.allAtOnce(pairs, Fault.PARTITION, crashes));
			handOver.report();
		}
	}

	private void run(boolean linked, Course course) throws Exception {
		Arena arena = new Arena(this.servers.getEnsemble().servers(),
				this.servers.getDirectory().resolve(linked ? "linked" : "direct"), this.sessionTimeout, linked);
		Files.createDirectories(arena.directory());
		List<Pair> pairs = this.kinds.stream().map((kind) -> new Pair(kind, arena)).toList();
		try {
			course.run(pairs);
		}
		finally {
			pairs.forEach(Pair::close);
		}
	}

	private void byTurns(List<Pair> pairs, Fault fault, int trials) throws Exception {
		for (int i = 0; i < trials; i++) {
			for (Pair pair : pairs) {
				pair.complete();
				pair.awaitSteady();
				this.limits.measure();
				Loss loss = new Loss(pair, fault);
				Pair.await().until(loss::isOver);
				pair.rest();
				record(fault, loss);
			}
		}
	}

	private void allAtOnce(List<Pair> pairs, Fault fault, int trials) {
		for (int i = 0; i < trials; i++) {
			pairs.forEach(Pair::complete);
			pairs.forEach(Pair::awaitSteady);
			long start = System.nanoTime();
			EnsembleServer server = (fault == Fault.SERVER) ? this.servers.getEnsemble().awaitLeader() : null;
			if (server != null) {
				server.process().kill();
			}
			List<Loss> losses = pairs.stream().map((pair) -> new Loss(pair, fault)).toList();
			if (server != null) {
				// Who rides it out is granted nothing
				Pair.await()
					.until(() -> System.nanoTime() - start > this.sessionTimeout.multipliedBy(2).toNanos()
							&& losses.stream().allMatch((loss) -> loss.pair().leader().isPresent()));
				this.servers.getEnsemble().heal();
				this.servers.getEnsemble().awaitServing();
			}
			else {
				Pair.await().until(() -> losses.stream().allMatch(Loss::isOver));
				losses.forEach(Loss::heal);
				// Until who was away has noticed, and rests
				Pair.await().until(() -> losses.stream().allMatch((loss) -> loss.pair().leader().isPresent()));
			}
			losses.forEach((loss) -> record(fault, loss));
			pairs.forEach(Pair::rest);
		}
	}

	private void record(Fault fault, Loss loss) {
		this.trials.computeIfAbsent(fault, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(loss.pair().kind(), (key) -> new Trials())
			.add(loss);
	}

	private void report() {
		Report report = new Report("handover", "what", "who", "trials", "moved", "grant ms", "p99", "gap ms", "p99 gap",
				"min gap", "x create+delete", "x delete+read", "x T");
		report.row("create + delete", "limit", this.limits.createAndDelete().count(), "",
				this.limits.createAndDelete().median() / 1e6, this.limits.createAndDelete().p99() / 1e6, "", "", "", "",
				"", "");
		report.row("delete + read", "limit", this.limits.deleteAndRead().count(), "",
				this.limits.deleteAndRead().median() / 1e6, this.limits.deleteAndRead().p99() / 1e6, "", "", "", "", "",
				"");
		this.trials.forEach((fault, kinds) -> kinds.forEach((kind, trials) -> report(report, fault, kind, trials)));
		this.kinds.stream().filter((kind) -> kind.way() == Way.ZKLEADER).forEach((kind) -> goals(report, kind));
		report.finish();
	}

	private void report(Report report, Fault fault, Kind kind, Trials trials) {
		double grant = trials.toGrant().median();
		List<Object> row = new ArrayList<>(List.of(fault.name().toLowerCase(Locale.ROOT), kind.name(), trials.count(),
				trials.toGrant().count(), grant / 1e6, trials.toGrant().p99() / 1e6, trials.gap().median() / 1e6,
				trials.gap().p99() / 1e6, trials.gap().min() / 1e6));
		if (fault.isOnPurpose()) {
			row.addAll(List.of(grant / this.limits.createAndDelete().median(),
					grant / this.limits.deleteAndRead().median(), ""));
		}
		else {
			row.addAll(List.of("", "", grant / this.sessionTimeout.toNanos()));
		}
		report.row(row.toArray());
	}

	private void goals(Report report, Kind kind) {
		for (Fault fault : List.of(Fault.YIELD, Fault.SIGTERM)) {
			double fastest = this.kinds.stream()
				.filter((peer) -> peer.way() != Way.ZKLEADER && peer.way().waitsForListeners())
				.mapToDouble((peer) -> grant(fault, peer))
				.min()
				.orElse(Double.NaN);
			report.goal(kind.name() + ": " + fault.name().toLowerCase(Locale.ROOT) + ", ms, the fastest that waits",
					grant(fault, kind) / 1e6, fastest / 1e6);
		}
		report.goal(kind.name() + ": yield, in delete + read",
				grant(Fault.YIELD, kind) / this.limits.deleteAndRead().median(), 3);
		report.goal(kind.name() + ": kill, in session timeouts",
				grant(Fault.KILL, kind) / this.sessionTimeout.toNanos(), 1.1);
	}

	private double grant(Fault fault, Kind kind) {
		Trials trials = this.trials.getOrDefault(fault, Map.of()).get(kind);
		return (trials != null) ? trials.toGrant().median() : Double.NaN;
	}

	/**
	 * What is done with the same candidates.
	 */
	@FunctionalInterface
	private interface Course {

		void run(List<Pair> pairs) throws Exception;

	}

}
