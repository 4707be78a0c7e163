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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.GatedTask;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link ElectionListeners} are told of runs.
 */
class RunListenersTests {

	private static final Duration STEP = Duration.ofSeconds(1);

	private final ManualClock clock = new ManualClock();

	@Test
	void whoWantsRunsIsToldHowLongTheyTook() {
		RecordingListener listener = new RecordingListener(true);
		run(List.of(new RecordingListener(false), new FailingListener(), listener));
		assertThat(listener.nanos).containsExactly(STEP.toNanos());
	}

	@Test
	void whoDoesNotWantRunsIsToldNothingOfThem() {
		RecordingListener listener = new RecordingListener(false);
		run(List.of(listener));
		assertThat(listener.nanos).isEmpty();
	}

	private void run(List<ElectionListener> listeners) {
		RoleGate gate = new RoleGate("leader", new Runs(Runnable::run, ElectionTime.SYSTEM, this.clock),
				(tenure, reason) -> {
				});
		Task task = new Task(gate, () -> new NotLeaderException("leader", "me", null), "job", true,
				new ElectionListeners(listeners));
		Tenure tenure = new Tenure(new Term("leader", "me", 1, Instant.EPOCH), new Grant("", 1, 1), null,
				new StandaloneCoordinator("me", Clock.systemUTC()), ElectionTime.SYSTEM);
		gate.setTenure(tenure);
		tenure.open();
		Run run = (Run) task.enter();
		this.clock.advance(STEP);
		run.end(null);
		tenure.close(RevokeReason.STOPPED);
		assertThat(task.getStatus().runs()).isEqualTo(1);
	}

	/**
	 * Records how long runs took.
	 */
	private static final class RecordingListener implements ElectionListener {

		private final boolean wantsRuns;

		private final List<Long> nanos = new ArrayList<>();

		RecordingListener(boolean wantsRuns) {
			this.wantsRuns = wantsRuns;
		}

		@Override
		public boolean wantsRuns() {
			return this.wantsRuns;
		}

		@Override
		public void onRun(GatedTask task, RunOutcome outcome, long nanos) {
			this.nanos.add(nanos);
		}

	}

	/**
	 * Throws what must not reach anybody.
	 */
	private static final class FailingListener implements ElectionListener {

		@Override
		public void onRun(GatedTask task, RunOutcome outcome, long nanos) {
			throw new IllegalStateException("failed");
		}

	}

}
