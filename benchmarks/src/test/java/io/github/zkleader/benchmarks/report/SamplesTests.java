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

package io.github.zkleader.benchmarks.report;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Samples}.
 */
class SamplesTests {

	@Test
	void quantilesAreMeasurements() {
		Samples samples = new Samples();
		IntStream.rangeClosed(1, 200).map((i) -> 201 - i).forEach(samples::add);
		assertThat(samples.count()).isEqualTo(200);
		assertThat(samples.min()).isEqualTo(1);
		assertThat(samples.median()).isEqualTo(100);
		assertThat(samples.p99()).isEqualTo(198);
	}

	@Test
	void greatestIsTheP99OfLessThanAHundred() {
		Samples samples = new Samples();
		samples.add(3);
		samples.add(1);
		assertThat(samples.median()).isEqualTo(1);
		assertThat(samples.p99()).isEqualTo(3);
	}

	@Test
	void nothingMeasuredIsNoNumber() {
		assertThat(new Samples().median()).isNaN();
	}

}
