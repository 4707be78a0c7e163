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

package io.github.zkleader.election;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no lease is ever valid for a session that the ensemble has closed, and that
 * the simulation would tell. A run follows from its seed: {@code -Dlease.seed=42
 * -Dlease.seeds=1} repeats one, {@code -Dlease.seeds=100000} looks further.
 */
@Tag("ensemble")
class LeaseSimulationTests {

	private static final Duration DURATION = Duration.ofMinutes(3);

	private static final Duration ROUND_TRIP = Duration.ofMillis(35);

	private static final long FIRST_SEED = Long.getLong("lease.seed", 0);

	private static final long SEEDS = Long.getLong("lease.seeds", 3000);

	private static final LoggingSystem logging = LoggingSystem.get(LeaseSimulationTests.class.getClassLoader());

	@BeforeAll
	static void beQuiet() {
		logging.setLogLevel(RenewalSchedule.class.getName(), LogLevel.OFF);
	}

	@AfterAll
	static void beQuietNoMore() {
		logging.setLogLevel(RenewalSchedule.class.getName(), null);
	}

	@Test
	void noLeaseOutlivesItsSessionAndEveryLapseIsNoticed() {
		assertThat(violations(SEEDS, LeaseMutation.NONE, LeaseSimulation::addFaults)).isEmpty();
	}

	@Test
	void noLeaseOutlivesItsSessionWhenTheLeadingServerIsStarved() {
		assertThat(violations(SEEDS / 10, LeaseMutation.NONE, LeaseSimulation::addStarvation)).isEmpty();
	}

	@Test
	void noLeaseOutlivesItsSessionBehindAnObserverMaster() {
		assertThat(violations(SEEDS / 10, LeaseMutation.NONE, LeaseSimulation::addFaults, true)).isEmpty();
	}

	@Test
	void noLeaseOutlivesItsSessionWhenObserversLag() {
		assertThat(violations(SEEDS / 10, LeaseMutation.NONE, LeaseSimulation::addLags, true)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void noLeaseOutlivesItsSessionWhenClientsHearOfItLate(boolean observerMaster) {
		assertThat(violations(SEEDS / 10, LeaseMutation.NONE, LeaseSimulation::addLateSessions, observerMaster))
			.isEmpty();
	}

	@Test
	void mutantThatTakesItsSessionForYoungerOutlivesIt() {
		assertThat(firstViolation(LeaseMutation.LATE_OPENING, LeaseSimulation::addLateSessions))
			.contains("which is gone, is valid");
	}

	@Test
	void mutantThatIgnoresObserverMastersOutlivesItsSession() {
		assertThat(firstViolation(LeaseMutation.IGNORED_OBSERVER_MASTER, LeaseSimulation::addLags, true))
			.contains("which is gone, is valid");
	}

	@ParameterizedTest
	@EnumSource(names = { "NEWEST_ANSWER", "READ", "NO_CLOSING_HOOK", "NO_MARGIN" })
	void mutantOutlivesItsSession(LeaseMutation mutation) {
		assertThat(firstViolation(mutation, LeaseSimulation::addFaults)).contains("which is gone, is valid");
	}

	@Test
	void mutantThatCountsDistantRenewalsOutlivesItsSession() {
		assertThat(firstViolation(LeaseMutation.NO_SPACING, LeaseSimulation::addStarvation))
			.contains("which is gone, is valid");
	}

	@Test
	void mutantWithoutTimerLapsesUnnoticed() {
		assertThat(firstViolation(LeaseMutation.NO_LAPSE_TIMER, LeaseSimulation::addFaults))
			.contains("nobody was told");
	}

	@Test
	void sameSeedIsSameRun() {
		String violation = firstViolation(LeaseMutation.READ, LeaseSimulation::addFaults);
		assertThat(firstViolation(LeaseMutation.READ, LeaseSimulation::addFaults)).isEqualTo(violation);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void leaseIsValidWhileNothingIsWrong(boolean observerMaster) {
		seedsWithLongTimeouts(200, observerMaster).forEach((seed) -> {
			LeaseSimulation simulation = warmedUp(seed, observerMaster);
			assertThat(simulation.validity(DURATION)).as("seed %s", seed).isGreaterThanOrEqualTo(0.99);
			assertThat(simulation.clients).as("seed %s", seed).allMatch((client) -> client.ends() == 0);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void leaseRidesOutBlips(boolean observerMaster) {
		seedsWithLongTimeouts(1000, observerMaster).forEach((seed) -> {
			LeaseSimulation simulation = warmedUp(seed, observerMaster);
			LeaseTiming timing = simulation.timing;
			Duration roundTrips = ROUND_TRIP.multipliedBy(2L * timing.renewals() * (observerMaster ? 2 : 1));
			Duration blip = timing.rideOut().minus(roundTrips);
			if (blip.compareTo(Duration.ZERO) > 0) {
				simulation.clients.forEach((client) -> client.block(blip.toNanos(), true, true));
				simulation.run(DURATION.dividedBy(3));
				assertThat(simulation.clients).as("seed %s, %s", seed, blip).allMatch((client) -> client.ends() == 0);
			}
		});
	}

	private static LongStream seedsWithLongTimeouts(long seeds, boolean observerMaster) {
		return LongStream.range(0, seeds).filter((seed) -> {
			LeaseTiming timing = new LeaseSimulation(seed, LeaseMutation.NONE, observerMaster).timing;
			long slack = timing.duration() - timing.renewals() * timing.period();
			return !observerMaster || slack > 2 * timing.renewals() * ROUND_TRIP.toNanos();
		});
	}

	private static LeaseSimulation warmedUp(long seed, boolean observerMaster) {
		LeaseSimulation simulation = new LeaseSimulation(seed, LeaseMutation.NONE, observerMaster);
		simulation.run(Duration.ofSeconds(30).plusMillis(simulation.time.between(0, 5000)));
		return simulation;
	}

	private static @Nullable String firstViolation(LeaseMutation mutation, Consumer<LeaseSimulation> faults) {
		return firstViolation(mutation, faults, false);
	}

	private static @Nullable String firstViolation(LeaseMutation mutation, Consumer<LeaseSimulation> faults,
			boolean observerMaster) {
		return LongStream.range(0, 5000)
			.mapToObj((seed) -> violation(seed, mutation, faults, observerMaster))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static List<String> violations(long seeds, LeaseMutation mutation, Consumer<LeaseSimulation> faults) {
		return violations(seeds, mutation, faults, false);
	}

	private static List<String> violations(long seeds, LeaseMutation mutation, Consumer<LeaseSimulation> faults,
			boolean observerMaster) {
		return LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
			.parallel()
			.mapToObj((seed) -> violation(seed, mutation, faults, observerMaster))
			.filter(Objects::nonNull)
			.toList();
	}

	private static @Nullable String violation(long seed, LeaseMutation mutation, Consumer<LeaseSimulation> faults,
			boolean observerMaster) {
		LeaseSimulation simulation = new LeaseSimulation(seed, mutation, observerMaster);
		faults.accept(simulation);
		String violation = simulation.run(DURATION);
		return (violation != null) ? "seed " + seed + ": " + violation : null;
	}

}
