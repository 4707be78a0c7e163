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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkleader.faults.CandidateProcess.Type;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real faults on a real ensemble. {@code -Pfaults -Dfaults.trials=N} makes it many.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class FaultIntegrationTests {

	private final Arena arena = new Arena("");

	private Candidates candidates;

	private Candidates twins;

	@BeforeAll
	void start() {
		this.arena.start(ChildProcess.classPath());
		this.candidates = this.arena.candidates(Type.ZKLEADER);
	}

	@AfterAll
	void stop() {
		this.arena.close();
	}

	static Stream<Arguments> trials() {
		int trials = Integer.getInteger("faults.trials", 1);
		String only = System.getProperty("faults.only", "");
		return Stream.of(Fault.values())
			.filter((fault) -> !fault.isForPatient())
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
		if (this.twins == null) {
			this.twins = this.arena.candidates(Type.TWINS);
		}
		this.arena.assertThatNothingIsViolated(this.twins, fault);
	}

	@Test
	@Order(3)
	void aRollingRestartWithinTheRideOutMovesNothing() {
		Candidates patient = this.arena.candidates(Type.PATIENT);
		TrialResult result = this.arena.runUntilItCounts(patient, Fault.ROLLING_RESTART_WITHIN_RIDE_OUT);
		assertThat(result.violations()).isEmpty();
		Assumptions.assumeTrue(result.counts(), "the servers took longer than the ride-out");
		assertThat(result.moved()).as("moved").isFalse();
	}

	@ParameterizedTest
	@EnumSource(names = { "PAUSE", "SLOW_REVOKED" })
	@EnabledIfSystemProperty(named = "faults.stock", matches = "true")
	@Order(4)
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

}
