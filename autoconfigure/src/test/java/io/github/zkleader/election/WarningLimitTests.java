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
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WarningLimit}.
 */
class WarningLimitTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final WarningLimit limit = new WarningLimit(this.nanos::get);

	@Test
	void warnsOncePerMinute() {
		assertThat(this.limit.levelOf("cause")).isEqualTo(Level.WARN);
		pass(Duration.ofSeconds(59));
		assertThat(this.limit.levelOf("cause")).isEqualTo(Level.INFO);
		pass(Duration.ofSeconds(1));
		assertThat(this.limit.levelOf("cause")).isEqualTo(Level.WARN);
		pass(Duration.ofSeconds(1));
		assertThat(this.limit.levelOf("cause")).isEqualTo(Level.INFO);
	}

	@Test
	void causesAreIndependent() {
		assertThat(this.limit.levelOf("cause")).isEqualTo(Level.WARN);
		pass(Duration.ofSeconds(1));
		assertThat(this.limit.levelOf("another")).isEqualTo(Level.WARN);
	}

	private void pass(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

}
