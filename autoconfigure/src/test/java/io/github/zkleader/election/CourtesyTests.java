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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Courtesy}.
 */
class CourtesyTests {

	@Test
	void whoKnowsNobodyWaitsTheLeast() {
		assertThat(Courtesy.among(0)).isEqualTo(Courtesy.LEAST);
	}

	@Test
	void fewWaitForAMoment() {
		assertThat(IntStream.range(0, 100).mapToObj((i) -> Courtesy.among(3)))
			.allSatisfy((wait) -> assertThat(wait).isBetween(Courtesy.LEAST, Courtesy.LEAST.plusMillis(6)));
	}

	@Test
	void manyAreSpread() {
		Duration[] waits = IntStream.range(0, 500)
			.mapToObj((i) -> Courtesy.among(500))
			.sorted()
			.toArray(Duration[]::new);
		assertThat(waits[0]).isBetween(Duration.ofMillis(265), Duration.ofMillis(365));
		assertThat(waits[250]).isBetween(Duration.ofMillis(500), Duration.ofMillis(760));
		assertThat(waits[499]).isBetween(Duration.ofMillis(850), Courtesy.MOST);
	}

	@Test
	void nobodyWaitsForLong() {
		assertThat(IntStream.range(0, 100).mapToObj((i) -> Courtesy.among(100_000)))
			.allSatisfy((wait) -> assertThat(wait).isLessThanOrEqualTo(Courtesy.MOST));
	}

}
