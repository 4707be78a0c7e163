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
import java.util.List;
import java.util.Locale;

import io.github.zkleader.faults.CandidateProcess.Type;
import io.github.zkleader.faults.Fault.Expectation;
import io.github.zkleader.processes.Ensemble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where faults happen: an ensemble and the candidates on it.
 */
final class Arena implements AutoCloseable {

	/**
	 * For how long a trial is done again that turned out not to count: a client that was
	 * reset waits for up to one second at random, so that up to one in four does not.
	 */
	private static final Duration REPEATED_FOR = Duration.ofMinutes(1);

	private final String servers;

	private final FaultReport report;

	private final List<Candidates> candidates = new ArrayList<>();

	private Path directory;

	private Ensemble ensemble;

	/**
	 * Create a new arena.
	 * @param servers the version of the servers for the report, or empty if it is the
	 * usual one
	 * @param report takes up the results
	 */
	Arena(String servers, FaultReport report) {
		this.servers = servers;
		this.report = report;
	}

	void start(String serverClassPath) {
		try {
			Path runs = Files.createDirectories(FaultReport.TARGET.resolve("faults"));
			this.directory = Files.createTempDirectory(runs, "run-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.ensemble = new Ensemble(this.directory, serverClassPath);
		this.ensemble.awaitServing();
	}

	Candidates candidates(Type type) {
		Candidates candidates = new Candidates(this.directory, this.ensemble, type);
		this.candidates.add(candidates);
		return candidates;
	}

	TrialResult run(Candidates candidates, Fault fault) {
		candidates.awaitSteady();
		Trial trial = new Trial(candidates);
		fault.happen(trial);
		candidates.awaitSteady();
		TrialResult result = trial.evaluate();
		this.report.add(subject(candidates.type()), fault.toString(), result);
		return result;
	}

	private String subject(Type type) {
		return this.servers.isEmpty() ? type.name().toLowerCase(Locale.ROOT) : "on " + this.servers;
	}

	TrialResult runUntilItCounts(Candidates candidates, Fault fault) {
		long start = System.nanoTime();
		TrialResult result = run(candidates, fault);
		while (result.violations().isEmpty() && !result.counts()
				&& System.nanoTime() - start < REPEATED_FOR.toNanos()) {
			result = run(candidates, fault);
		}
		return result;
	}

	void assertThatNothingIsViolated(Candidates candidates, Fault fault) {
		TrialResult result = runUntilItCounts(candidates, fault);
		assertThat(result.violations()).as("violated by: %s", fault).isEmpty();
		assertThat(result.objection()).as("objection to: %s", fault).isEmpty();
		if (fault.getExpectation() != Expectation.EITHER) {
			assertThat(result.moved()).as("moved by: %s", fault).isEqualTo(fault.getExpectation() == Expectation.MOVES);
		}
	}

	@Override
	public void close() {
		this.candidates.forEach(Candidates::close);
		if (this.ensemble != null) {
			this.ensemble.close();
		}
	}

}
