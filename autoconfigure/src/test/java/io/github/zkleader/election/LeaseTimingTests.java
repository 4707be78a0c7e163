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

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseTiming}.
 */
class LeaseTimingTests {

	private static final Duration TICK = Duration.ofSeconds(2);

	@Test
	void longTimeout() {
		LeaseTiming timing = LeaseTiming.of(Duration.ofSeconds(40), TICK);
		assertThat(timing).isEqualTo(new LeaseTiming(3, seconds(4), seconds(10), seconds(30), seconds(1.1)));
		assertThat(timing.rideOut()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void periodIsLongEnoughForAPing() {
		LeaseTiming timing = LeaseTiming.of(Duration.ofSeconds(10), TICK);
		assertThat(timing).isEqualTo(new LeaseTiming(3, seconds(1.1), seconds(2.5), seconds(7.5), seconds(1.1)));
		assertThat(timing.rideOut()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void shortTimeoutRidesOutWhatIsWithinTheSpacing() {
		LeaseTiming timing = LeaseTiming.of(Duration.ofSeconds(6), TICK);
		assertThat(timing.rideOut()).isEqualTo(Duration.ofNanos(seconds(1.5) - seconds(1.1)));
	}

	@Test
	void tooShortTimeoutHasGreaterMargin() {
		LeaseTiming timing = LeaseTiming.of(Duration.ofSeconds(4), TICK);
		assertThat(timing.spacing()).isCloseTo(seconds(1.32), Offset.offset(2L));
		assertThat(timing.duration()).isCloseTo(seconds(2.68), Offset.offset(2L));
	}

	@Test
	void observerMasterTakesTwoMoreRenewals() {
		LeaseTiming timing = LeaseTiming.of(Duration.ofSeconds(10), TICK, true);
		assertThat(timing).isEqualTo(new LeaseTiming(5, seconds(1.1), seconds(2.5), seconds(7.5), seconds(1.1)));
		assertThat(timing.rideOut()).isEqualTo(Duration.ofNanos(seconds(2.5) - seconds(1.1)));
	}

	@Test
	void observerMasterLeavesLittleOfAShortTimeout() {
		LeaseTiming timing = LeaseTiming.of(Duration.ofSeconds(8), TICK, true);
		assertThat(timing.rideOut()).isEqualTo(Duration.ofNanos(seconds(6) - 5 * seconds(1.1)));
	}

	@ParameterizedTest
	@CsvSource({ "4, 2", "6, 2", "10, 2", "12, 2", "40, 2", "4, 0.5", "30, 3" })
	void numbersFitTogether(double timeout, double tick) {
		LeaseTiming timing = LeaseTiming.of(Duration.ofNanos(seconds(timeout)), Duration.ofNanos(seconds(tick)));
		assertThat(timing.pause()).isGreaterThan(seconds(tick) / 2);
		assertThat(timing.period()).isGreaterThanOrEqualTo(timing.pause());
		assertThat(timing.spacing()).isGreaterThan(timing.period());
		assertThat(timing.duration() + timing.spacing()).isLessThanOrEqualTo(seconds(timeout));
		assertThat(timing.duration()).isGreaterThan(2 * timing.period());
		if (timeout >= 3 * tick) {
			assertThat(timing.rideOut()).isPositive();
		}
	}

	private static long seconds(double seconds) {
		return (long) (seconds * 1_000_000_000);
	}

}
