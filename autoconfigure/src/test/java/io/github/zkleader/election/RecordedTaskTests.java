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

import java.util.List;

import ch.qos.logback.classic.Level;
import io.github.zkleader.GatedTask;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RecordedLog;
import io.github.zkleader.TickOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordedTask}.
 */
class RecordedTaskTests {

	@RegisterExtension
	final RecordedLog log = new RecordedLog(GatedTask.class);

	private final RecordedTask task = new RecordedTask(new RoleGate("leader",
			new Runs(Runnable::run, ElectionTime.SYSTEM, LeaseClock.SYSTEM), (tenure, reason) -> {
			}), () -> new NotLeaderException("leader", "me", null), "job.run", true, new ElectionListeners(List.of()),
			new RoleTicks("leader",
					new InMemoryTickStore(new InMemoryTickStore.Shelf(), "me", () -> true, (grant) -> true)));

	@Test
	void droppedTicksAreCountedAndToldWithTheFacts() {
		this.task.drop(TickOutcome.EXPIRED, 9, "up to noon, which is too long ago");
		assertThat(this.task.getTicks(TickOutcome.EXPIRED)).isEqualTo(9);
		assertThat(this.log.messages())
			.containsExactly("Dropped 9 missed times of job.run: up to noon, which is too long ago");
		assertThat(this.log.facts()).containsExactly("leader.role=leader", "leader.task=job.run",
				"leader.outcome=expired", "leader.ticks=9");
	}

	@Test
	void warnsOncePerOutcomeAndMinute() {
		this.task.drop(TickOutcome.EXPIRED, 1, "slow");
		this.task.drop(TickOutcome.EXPIRED, 1, "slow");
		this.task.drop(TickOutcome.FOREIGN, 1, "foreign");
		assertThat(this.log.levels()).containsExactly(Level.WARN, Level.INFO, Level.WARN);
	}

}
