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

package io.github.zkleader.gate.ticks;

import io.github.zkleader.GatedTask;
import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.TickOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Begins lines in the log about scheduled times, with the facts as key-value pairs.
 */
final class TickLog {

	private static final Logger logger = LoggerFactory.getLogger(GatedTask.class);

	private TickLog() {
	}

	static LoggingEventBuilder at(Level level, GatedTask task) {
		return logger.atLevel(level)
			.addKeyValue(LeaderLogKeys.ROLE, task.getRole())
			.addKeyValue(LeaderLogKeys.TASK, task.getName());
	}

	static LoggingEventBuilder at(Level level, GatedTask task, TickOutcome outcome, long count) {
		return at(level, task).addKeyValue(LeaderLogKeys.OUTCOME, outcome.tag())
			.addKeyValue(LeaderLogKeys.TICKS, count);
	}

}
