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

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Journal}.
 */
class JournalTests {

	@TempDir
	Path directory;

	@Test
	void isSharedByAllThatOpenIt() {
		Journal written = new Journal(this.directory.resolve("journal"));
		Journal read = new Journal(this.directory.resolve("journal"));
		assertThat(read.lastRun()).isZero();
		long start = System.nanoTime();
		written.granted();
		written.ran();
		written.ran();
		assertThat(read.grantedAt()).isBetween(start, read.lastRun());
		assertThat(read.runsSince(start).count()).isEqualTo(2);
		assertThat(read.runsSince(start).max()).hasValue(read.lastRun());
	}

	@Test
	void remembersTheLatestRuns() {
		Journal journal = new Journal(this.directory.resolve("journal"));
		for (int i = 0; i < 200_000; i++) {
			journal.ran();
		}
		assertThat(journal.runsSince(0).toArray()).isSorted().hasSize(1 << 17).endsWith(journal.lastRun());
	}

}
