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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Parameters}.
 */
class ParametersTests {

	@Test
	void whatIsNotToldIsTheDefault() {
		Parameters parameters = new Parameters(new String[] { "trials=3", "electors=" });
		assertThat(parameters.number("trials", 7)).isEqualTo(3);
		assertThat(parameters.number("terms", 7)).isEqualTo(7);
		assertThat(parameters.words("electors", "initiator,direct")).containsExactly("initiator", "direct");
		assertThat(parameters.numbers("roles", "1,10")).containsExactly(1, 10);
	}

	@Test
	void argumentWithoutValueIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Parameters(new String[] { "trials" }))
			.withMessageContaining("'trials'");
	}

}
