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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Writes what one thread saw to a mapped file, which outlives any end of the process.
 * Runs of equal answers become one record, of which the first and the last answer and
 * their number are kept; a gap ends such a run. Used by one thread at a time.
 */
final class Recorder {

	static final int HEADER_LONGS = 1;

	static final int RECORD_LONGS = 9;

	static final long GAP = Duration.ofMillis(25).toNanos();

	private static final int CAPACITY = 1 << 16;

	private final MappedByteBuffer buffer;

	private int records;

	Recorder(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.buffer = channel.map(MapMode.READ_WRITE, 0,
					(HEADER_LONGS + (long) CAPACITY * RECORD_LONGS) * Long.BYTES);
			this.buffer.order(ByteOrder.nativeOrder());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	synchronized void event(Kind kind, long token) {
		long now = System.nanoTime();
		append(kind, true, token, now, now, now);
	}

	/**
	 * Record an answer.
	 * @param kind what was asked
	 * @param yes the answer
	 * @param token the fencing token it was given for, or {@code 0} if it is not known
	 * @param start when the call started
	 * @param first when the first instruction of the run started, or {@code 0}
	 * @param end when the call ended
	 */
	synchronized void answer(Kind kind, boolean yes, long token, long start, long first, long end) {
		if (this.records > 0) {
			int last = this.records - 1;
			boolean equal = get(last, 0) == flags(kind, yes) && get(last, 1) == token;
			if (equal && start - get(last, 6) <= GAP) {
				put(last, 2, get(last, 2) + 1);
				put(last, 6, start);
				put(last, 7, first);
				put(last, 8, end);
				return;
			}
		}
		append(kind, yes, token, start, first, end);
	}

	private void append(Kind kind, boolean yes, long token, long start, long first, long end) {
		if (this.records == CAPACITY) {
			throw new IllegalStateException("The recording is full");
		}
		int next = this.records;
		put(next, 0, flags(kind, yes));
		put(next, 1, token);
		put(next, 2, 1);
		put(next, 3, start);
		put(next, 4, first);
		put(next, 5, end);
		put(next, 6, start);
		put(next, 7, first);
		put(next, 8, end);
		this.records++;
		this.buffer.putLong(0, this.records);
	}

	private long get(int record, int field) {
		return this.buffer.getLong(position(record, field));
	}

	private void put(int record, int field, long value) {
		this.buffer.putLong(position(record, field), value);
	}

	private static int position(int record, int field) {
		return (HEADER_LONGS + record * RECORD_LONGS + field) * Long.BYTES;
	}

	private static long flags(Kind kind, boolean yes) {
		return kind.ordinal() * 2L + (yes ? 1 : 0);
	}

}
