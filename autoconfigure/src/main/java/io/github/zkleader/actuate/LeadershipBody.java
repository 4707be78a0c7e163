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

package io.github.zkleader.actuate;

import java.util.List;
import java.util.Map;

import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.Participant;
import io.github.zkleader.StateChange;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.TickStatus;
import org.jspecify.annotations.Nullable;

/**
 * Describes a role.
 */
final class LeadershipBody {

	private LeadershipBody() {
	}

	static Map<String, Object> of(LeadershipStatus status) {
		return new Body().withText("state", status.state())
			.with("leader", status.leader())
			.with("leaderId", status.leaderId())
			.with("fencingToken", status.fencingToken())
			.withText("since", status.since())
			.withDuration("leaseRemaining", status.leaseRemaining())
			.with("problem", status.problem())
			.with("overruns", status.overruns().isEmpty() ? null : status.overruns())
			.with("participants", participants(status))
			.withText("participantsAsOf", status.participantsAsOf())
			.with("tasks", status.tasks().stream().map(LeadershipBody::task).toList())
			.with("history", status.history().stream().map(LeadershipBody::change).toList())
			.toMap();
	}

	private static @Nullable List<Map<String, Object>> participants(LeadershipStatus status) {
		if (status.participantsAsOf() == null && status.participants().isEmpty()) {
			return null;
		}
		return status.participants().stream().map(LeadershipBody::participant).toList();
	}

	private static Map<String, Object> participant(Participant participant) {
		return new Body().with("id", participant.id()).with("leader", participant.leader()).toMap();
	}

	private static Map<String, Object> task(TaskStatus task) {
		return new Body().with("task", task.task())
			.with("runs", task.runs())
			.with("skipped", task.skipped())
			.with("interrupted", task.interrupted())
			.with("failed", task.failed())
			.withText("lastRun", task.lastRun())
			.with("ticks", (task.ticks() != null) ? ticks(task.ticks()) : null)
			.toMap();
	}

	private static Map<String, Object> ticks(TickStatus ticks) {
		return new Body().withText("lastTick", ticks.lastTick())
			.with("missed", ticks.missed())
			.with("madeUp", ticks.madeUp())
			.with("expired", ticks.expired())
			.with("foreign", ticks.foreign())
			.with("duplicate", ticks.duplicate())
			.with("unrecorded", ticks.unrecorded())
			.toMap();
	}

	private static Map<String, Object> change(StateChange change) {
		return new Body().withText("at", change.at())
			.withText("state", change.state())
			.with("reason", change.reason())
			.toMap();
	}

}
