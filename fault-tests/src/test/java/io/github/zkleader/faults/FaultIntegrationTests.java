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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkleader.faults.CandidateProcess.Type;
import io.github.zkleader.processes.ChildProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real faults on a real ensemble. {@code -Pfaults -Dfaults.trials=N} makes it many.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class FaultIntegrationTests {

	private static final Fault[] ON_OLDER_SERVERS = { Fault.PAUSE, Fault.KILL, Fault.TERMINATE, Fault.PARTITION,
			Fault.FOLLOWER_PARTITION, Fault.STALL, Fault.ENSEMBLE_LEADER_KILL };

	private static final Duration THREADS_TIMEOUT = Duration.ofSeconds(5);

	private final FaultReport report = new FaultReport();

	private final Arena arena = new Arena("", this.report);

	private final Map<Type, Candidates> others = new EnumMap<>(Type.class);

	private Candidates candidates;

	@BeforeAll
	void start() {
		this.arena.start(ChildProcess.classPath());
		this.candidates = this.arena.candidates(Type.ZKLEADER);
	}

	@AfterAll
	void stop() {
		this.arena.close();
		this.report.write();
	}

	static Stream<Arguments> trials() {
		return trials((fault) -> fault.getType() == Type.ZKLEADER);
	}

	static Stream<Arguments> trialsOfOthers() {
		return trials((fault) -> fault.getType() != Type.ZKLEADER && fault != Fault.ROLLING_RESTART_WITHIN_RIDE_OUT);
	}

	private static Stream<Arguments> trials(Predicate<Fault> filter) {
		int trials = Integer.getInteger("faults.trials", 1);
		String only = System.getProperty("faults.only", "");
		return Stream.of(Fault.values())
			.filter(filter)
			.filter((fault) -> only.isEmpty() || List.of(only.split(",")).contains(fault.name()))
			.flatMap((fault) -> IntStream.rangeClosed(1, trials).mapToObj((trial) -> Arguments.of(fault, trial)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("trials")
	@Order(1)
	void nothingIsViolatedBy(Fault fault, int trial) {
		this.arena.assertThatNothingIsViolated(this.candidates, fault);
	}

	@Test
	@Order(2)
	void nothingIsLeftBehind() {
		this.candidates.awaitSteady();
		for (CandidateProcess candidate : this.candidates.running()) {
			candidate.process().command("close");
			Awaitility.await()
				.atMost(THREADS_TIMEOUT)
				.untilAsserted(() -> assertThat(candidate.threads()).as(candidate.getName()).isEmpty());
		}
		this.candidates.stopAll();
		assertThat(this.candidates.znodesLeftBehind()).isEmpty();
		assertThat(Checker.check(this.candidates.history())).filteredOn((violation) -> violation.nanosLate() == 0)
			.isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "PAUSE", "TERMINATE", "PARTITION" })
	@EnabledIfSystemProperty(named = "faults.stock", matches = "true")
	@Order(3)
	void nothingIsViolatedInTwoContextsOfOneProcessBy(Fault fault) {
		this.arena.assertThatNothingIsViolated(candidates(Type.TWINS), fault);
	}

	@Test
	@Order(3)
	void aRollingRestartWithinTheRideOutMovesNothing() {
		TrialResult result = this.arena.runUntilItCounts(candidates(Type.PATIENT),
				Fault.ROLLING_RESTART_WITHIN_RIDE_OUT);
		assertThat(result.violations()).isEmpty();
		Assumptions.assumeTrue(result.counts(), () -> result.objection().orElseThrow());
		assertThat(result.moved()).as("moved").isFalse();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("trialsOfOthers")
	@Order(4)
	void nothingIsViolatedForOtherCandidatesBy(Fault fault, int trial) {
		this.arena.assertThatNothingIsViolated(candidates(fault.getType()), fault);
	}

	@ParameterizedTest
	@EnumSource(names = { "PAUSE", "SLOW_REVOKED" })
	@EnabledIfSystemProperty(named = "faults.stock", matches = "true")
	@Order(5)
	void theStockInitiatorIsCaughtBy(Fault fault) {
		int trials = Integer.getInteger("faults.trials", 1);
		List<Violation> violations = new ArrayList<>();
		Candidates stock = this.arena.candidates(Type.STOCK);
		for (int i = 0; i < trials; i++) {
			violations.addAll(this.arena.run(stock, fault).violations());
			this.arena.run(stock, Fault.STOP);
		}
		stock.stopAll();
		assertThat(violations).isNotEmpty();
	}

	/**
	 * With {@code -Pfaults} only.
	 * @param version the version of the servers
	 */
	@ParameterizedTest
	@ValueSource(strings = { "3.6.4", "3.7.2", "3.8.4" })
	@EnabledIfSystemProperty(named = "faults.stock", matches = "true")
	@Order(6)
	void nothingIsViolatedOnOlderServers(String version) {
		this.arena.close();
		Path jars = FaultReport.TARGET.resolve("zookeeper-" + version);
		assertThat(jars).isNotEmptyDirectory();
		try (Arena arena = new Arena(version, this.report)) {
			arena.start(ChildProcess.classPath(jars));
			Candidates candidates = arena.candidates(Type.ZKLEADER);
			for (Fault fault : ON_OLDER_SERVERS) {
				arena.assertThatNothingIsViolated(candidates, fault);
			}
		}
	}

	private Candidates candidates(Type type) {
		return this.others.computeIfAbsent(type, this.arena::candidates);
	}

}
