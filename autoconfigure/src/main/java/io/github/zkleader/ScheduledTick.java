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

package io.github.zkleader;

import java.time.Instant;
import java.util.Optional;

/**
 * The scheduled time that a run is for: the key by which to tell a repeated run from a
 * new one. All instances agree on the times of a cron expression. A run at a fixed rate
 * or fixed delay has none to agree on, and is known by the time of its start.
 *
 * @param time the scheduled time; that of the last one for a run that makes up for
 * several
 * @param madeUp whether the time was missed and is made up for
 * @see LeaderOnly#missed()
 */
public record ScheduledTick(Instant time, boolean madeUp) {

	/**
	 * Return the scheduled time that the run on the current thread is for. Known to
	 * nested runs and where the run is {@link GatedRun#carry(Runnable) carried}, too.
	 * @return the time, or empty if the run was not scheduled, or its method does not
	 * care for {@link LeaderOnly#missed() missed} times
	 */
	public static Optional<ScheduledTick> current() {
		GatedRun run = GatedRun.ticking();
		return (run != null) ? Optional.ofNullable(run.getScheduledTick()) : Optional.empty();
	}

}
