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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.zkleader.faults.Answers.Call;

/**
 * Reads what a {@link Recorder} has written, also while it still writes.
 */
final class Recording {

	private static final Kind[] KINDS = Kind.values();

	private Recording() {
	}

	static List<Answers> readAll(String candidate, Path directory) {
		List<Answers> all = new ArrayList<>();
		try (Stream<Path> files = Files.list(directory)) {
			files.filter((file) -> file.toString().endsWith(".rec"))
				.forEach((file) -> all.addAll(read(candidate, file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return all;
	}

	static List<Answers> read(String candidate, Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			int records = (int) read(channel, 0, 1).get(0);
			LongBuffer longs = read(channel, Recorder.HEADER_LONGS, records * Recorder.RECORD_LONGS);
			List<Answers> answers = new ArrayList<>(records);
			for (int i = 0; i < records; i++) {
				answers.add(answers(candidate, longs, i * Recorder.RECORD_LONGS));
			}
			return answers;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static LongBuffer read(FileChannel channel, int from, int count) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.nativeOrder());
		long position = (long) from * Long.BYTES;
		while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
			// until all is read
		}
		return buffer.flip().asLongBuffer();
	}

	private static Answers answers(String candidate, LongBuffer longs, int at) {
		long flags = longs.get(at);
		Call first = new Call(longs.get(at + 3), longs.get(at + 4), longs.get(at + 5));
		Call last = new Call(longs.get(at + 6), longs.get(at + 7), longs.get(at + 8));
		return new Answers(candidate, KINDS[(int) (flags / 2)], flags % 2 == 1, longs.get(at + 1), longs.get(at + 2),
				first, last);
	}

}
