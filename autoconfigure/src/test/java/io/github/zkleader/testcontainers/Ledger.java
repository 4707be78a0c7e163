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

package io.github.zkleader.testcontainers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Something outside of the instances that each of them writes to as long as it leads.
 */
final class Ledger {

	private final List<Entry> entries = new ArrayList<>();

	synchronized void write(String leaderId, long fencingToken) {
		this.entries.add(new Entry(leaderId, fencingToken, System.nanoTime()));
	}

	synchronized Entry last() {
		return this.entries.get(this.entries.size() - 1);
	}

	synchronized int size() {
		return this.entries.size();
	}

	/**
	 * Assert that the instances took turns: no token was written after a greater one, and
	 * none by two instances.
	 */
	synchronized void assertOrdered() {
		assertThat(this.entries).isNotEmpty();
		Entry previous = this.entries.get(0);
		for (Entry entry : this.entries) {
			assertThat(entry.fencingToken()).isGreaterThanOrEqualTo(previous.fencingToken());
			if (entry.fencingToken() == previous.fencingToken()) {
				assertThat(entry.leaderId()).isEqualTo(previous.leaderId());
			}
			previous = entry;
		}
	}

	/**
	 * What was written.
	 *
	 * @param leaderId who wrote it
	 * @param fencingToken the token it wrote it with
	 * @param nanos when it wrote it
	 */
	record Entry(String leaderId, long fencingToken, long nanos) {

		Duration since(long start) {
			return Duration.ofNanos(this.nanos - start);
		}

	}

}
