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
 * The scheduled times that a run makes up for.
 *
 * @param from the first of them
 * @param to the last of them
 * @param count how many they are
 * @see LeaderOnly#missed()
 */
public record MissedTicks(Instant from, Instant to, long count) {

	/**
	 * Return what the run on the current thread makes up for. Known to nested runs and
	 * where the run is {@link GatedRun#carry(Runnable) carried}, too.
	 * @return the missed times, or empty if the run makes up for nothing
	 */
	public static Optional<MissedTicks> current() {
		GatedRun run = GatedRun.ticking();
		return (run != null) ? Optional.ofNullable(run.getMissedTicks()) : Optional.empty();
	}

}
