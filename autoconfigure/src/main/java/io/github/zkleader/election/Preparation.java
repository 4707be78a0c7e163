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

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.github.zkleader.ElectionListener.LeadershipEvent;
import io.github.zkleader.GrantOutcome;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.election.Timer.Alarm;

/**
 * The recovery barrier: the gate of a tenure opens only after the synchronous listeners
 * of the grant have finished. While they run, the gate is open to their thread alone.
 */
final class Preparation {

	private final ElectionSettings settings;

	private final RoleEvents events;

	private final RoleJournal journal;

	private final Timer timer;

	Preparation(ElectionSettings settings, RoleEvents events, RoleJournal journal, Timer timer) {
		this.settings = settings;
		this.events = events;
		this.journal = journal;
		this.timer = timer;
	}

	/**
	 * Run the listeners on this thread.
	 * @param tenure the tenure, whose gate is not open yet
	 * @param activity what is going on
	 * @return whether they finished in time and without failure
	 */
	boolean run(Tenure tenure, Activity<GrantOutcome> activity) {
		if (!tenure.announce()) {
			return false;
		}
		AtomicBoolean overdue = new AtomicBoolean();
		Alarm watchdog = this.timer.after(this.settings.prepareTimeout(), () -> {
			overdue.set(true);
			overdue(tenure);
		});
		try {
			return tenure.getPreparation().run(() -> activity.scoped(() -> this.events.publishGranted(activity)))
					&& !overdue.get();
		}
		finally {
			watchdog.off();
		}
	}

	private void overdue(Tenure tenure) {
		Thread thread = tenure.getPreparation().getThread();
		if (thread == null) {
			return;
		}
		Duration timeout = this.settings.prepareTimeout();
		this.journal.troubled("listeners of OnGrantedEvent take longer than leader.prepare-timeout (" + timeout
				+ "), so the gate stays closed; they are at"
				+ Arrays.stream(thread.getStackTrace())
					.map((frame) -> "\n\tat " + frame)
					.collect(Collectors.joining()));
		this.events.failed(LeadershipEvent.GRANTED);
		if (this.settings.onListenerFailure() == OnListenerFailure.YIELD) {
			tenure.drain(RevokeReason.LISTENER);
			tenure.getPreparation().interrupt();
		}
	}

}
