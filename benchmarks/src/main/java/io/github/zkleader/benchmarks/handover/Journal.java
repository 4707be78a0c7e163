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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.LongStream;

/**
 * What a candidate did, in memory that it shares with the benchmark and that outlives it.
 * Times are those of {@link System#nanoTime()}, which all processes of a machine share on
 * Linux.
 */
final class Journal {

	private static final int CAPACITY = 1 << 17;

	private static final int GRANTED = 0;

	private static final int GIVEN_UP = 1;

	private static final int COUNT = 2;

	private static final int RUNS = 3;

	private final LongBuffer buffer;

	Journal(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.buffer = channel.map(MapMode.READ_WRITE, 0, Long.BYTES * (long) (RUNS + CAPACITY)).asLongBuffer();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void granted() {
		this.buffer.put(GRANTED, System.nanoTime());
	}

	void givenUp() {
		this.buffer.put(GIVEN_UP, System.nanoTime());
	}

	void ran() {
		long count = this.buffer.get(COUNT);
		this.buffer.put(RUNS + (int) (count % CAPACITY), System.nanoTime());
		this.buffer.put(COUNT, count + 1);
	}

	long grantedAt() {
		return this.buffer.get(GRANTED);
	}

	long givenUpAt() {
		return this.buffer.get(GIVEN_UP);
	}

	/**
	 * Return the latest run.
	 * @return its time, {@code 0} if there was none
	 */
	long lastRun() {
		long count = this.buffer.get(COUNT);
		return (count != 0) ? this.buffer.get(RUNS + (int) ((count - 1) % CAPACITY)) : 0;
	}

	/**
	 * Return the runs since a moment, as far as they are remembered.
	 * @param moment the moment
	 * @return their times in order
	 */
	LongStream runsSince(long moment) {
		long count = this.buffer.get(COUNT);
		return LongStream.range(Math.max(0, count - CAPACITY), count)
			.map((i) -> this.buffer.get(RUNS + (int) (i % CAPACITY)))
			.filter((run) -> run >= moment);
	}

}
