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

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.zkleader.RunOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a task runs in, as many as it ever had runs at once, or threads as long
 * as these are few. Whoever runs in a slot counts there, so that nobody need be atomic
 * about it.
 */
final class Slots {

	/**
	 * How many threads have a slot to come back to, rather than one that another thread
	 * has left.
	 */
	static final int OWNERS = 8;

	private volatile Run[] slots = {};

	/**
	 * Claim a slot that is free.
	 * @param tenure the tenure of the run
	 * @return the run, which is published, or {@code null} if it takes another slot
	 */
	@Nullable Run claim(Tenure tenure) {
		Thread thread = Thread.currentThread();
		for (Run run : this.slots) {
			if (run.claimAgain(tenure, thread)) {
				return run;
			}
		}
		return claimAnew(tenure, thread);
	}

	private @Nullable Run claimAnew(Tenure tenure, Thread thread) {
		Run[] slots = this.slots;
		for (Run run : slots) {
			if ((run.wasLastUsedBy(thread) || slots.length >= OWNERS) && run.claim(tenure, thread)) {
				return run;
			}
		}
		return null;
	}

	synchronized void add(Run run) {
		Run[] more = Arrays.copyOf(this.slots, this.slots.length + 1);
		more[more.length - 1] = run;
		this.slots = more;
	}

	long count(RunOutcome outcome) {
		return Stream.of(this.slots).mapToLong((run) -> run.count(outcome)).sum();
	}

	/**
	 * Return when a run was admitted last, even if the wall clock was set back since.
	 * @return the time, or {@code null} if none was
	 */
	@Nullable Instant getLastRun() {
		return Stream.of(this.slots)
			.filter(Run::wasAdmitted)
			.max(Run::compareLastAdmission)
			.map(Run::getLastAdmission)
			.orElse(null);
	}

}
