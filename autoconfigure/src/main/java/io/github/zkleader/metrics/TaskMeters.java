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

package io.github.zkleader.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.GatedTask;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickedTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of a task.
 */
final class TaskMeters {

	private final Map<RunOutcome, Timer> runs = new EnumMap<>(RunOutcome.class);

	TaskMeters(MeterRegistry registry, GatedTask task) {
		Tags tags = Tags.of("role", task.getRole(), "task", task.getName());
		for (RunOutcome outcome : RunOutcome.values()) {
			this.runs.put(outcome, LeaderMeter.TASK_RUNS.timer(registry, tags.and("outcome", outcome.tag())));
		}
		for (SkipReason reason : SkipReason.values()) {
			LeaderMeter.TASK_SKIPPED.functionCounter(registry, tags.and("reason", reason.tag()), task,
					(source) -> source.getSkipped(reason));
		}
		if (task instanceof TickedTask ticked) {
			for (TickOutcome outcome : TickOutcome.values()) {
				LeaderMeter.TASK_TICKS.functionCounter(registry, tags.and("outcome", outcome.tag()), ticked,
						(source) -> source.getTicks(outcome));
			}
		}
	}

	void ran(RunOutcome outcome, long nanos) {
		Timer timer = this.runs.get(outcome);
		if (timer != null) {
			timer.record(nanos, TimeUnit.NANOSECONDS);
		}
	}

}
