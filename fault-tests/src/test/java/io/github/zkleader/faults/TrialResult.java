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

package io.github.zkleader.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a trial.
 *
 * @param objection why the trial does not count, if it does not
 * @param moved whether leadership moved
 * @param violations what must not have happened
 * @param thirdParty what happened because a third party deleted the lock
 * @param lateRuns runs whose check was in time, but whose first instruction was not
 * @param margin from the start of the last check that said yes to the end of the lock, at
 * least
 * @param takeover from the fault to the first check of a successor that said yes
 */
record TrialResult(Optional<String> objection, boolean moved, List<Violation> violations, int thirdParty, long lateRuns,
		Optional<Long> margin, Optional<Duration> takeover) {

	boolean counts() {
		return this.objection.isEmpty();
	}

}
