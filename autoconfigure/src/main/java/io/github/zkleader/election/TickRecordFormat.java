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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.zkleader.Term;
import io.github.zkleader.TickRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as text: a line that names the format, and a line for every fact.
 */
final class TickRecordFormat {

	private static final String HEADER = "zkleader ticks 1";

	private TickRecordFormat() {
	}

	static String write(TickRecord record, Term term) {
		StringBuilder text = new StringBuilder(HEADER).append('\n');
		text.append("trigger=").append(record.trigger()).append('\n');
		if (record.lastTick() != null) {
			text.append("lastTick=").append(record.lastTick()).append('\n');
		}
		text.append("coveredUntil=").append(record.coveredUntil()).append('\n');
		text.append("leader=").append(term.leaderId()).append('\n');
		return text.append("token=").append(term.fencingToken()).append('\n').toString();
	}

	/**
	 * Read a record.
	 * @param text the text
	 * @return the record and who wrote it
	 * @throws IllegalArgumentException if it is not of this format
	 */
	static Written read(String text) {
		Map<String, String> facts = new HashMap<>();
		text.lines().skip(1).forEach((line) -> {
			int end = line.indexOf('=');
			facts.put(line.substring(0, Math.max(end, 0)), line.substring(end + 1));
		});
		try {
			if (!text.startsWith(HEADER + "\n")) {
				throw new IllegalArgumentException("it does not begin with '" + HEADER + "'");
			}
			String lastTick = facts.get("lastTick");
			TickRecord record = new TickRecord(require(facts, "trigger"),
					(lastTick != null) ? Instant.parse(lastTick) : null, Instant.parse(require(facts, "coveredUntil")));
			return new Written(record, Long.parseLong(require(facts, "token")));
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	private static String require(Map<String, @Nullable String> facts, String name) {
		String fact = facts.get(name);
		if (fact == null) {
			throw new IllegalArgumentException("'" + name + "' is missing");
		}
		return fact;
	}

	/**
	 * A record that was written.
	 *
	 * @param record the record
	 * @param fencingToken the fencing token of the leader that wrote it
	 */
	record Written(TickRecord record, long fencingToken) {

	}

}
