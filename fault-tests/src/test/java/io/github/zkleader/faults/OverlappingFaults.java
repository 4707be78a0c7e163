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

import io.github.zkleader.processes.EnsembleServer;

/**
 * Faults that come at the same time.
 */
final class OverlappingFaults {

	private OverlappingFaults() {
	}

	static void pauseWhileServerDies(Trial trial) {
		EnsembleServer leader = trial.ensemble().awaitLeader();
		trial.faultNow();
		trial.leader().process().pause();
		leader.process().kill();
		trial.awaitSuccessor();
		trial.resumedNow();
		trial.leader().process().resume();
		leader.start();
	}

	static void pauseInRun(Trial trial) {
		trial.leader().process().command("job SLOW 300");
		CandidateFaults.pause(trial);
		trial.leader().process().command("job NORMAL 0");
	}

	static void partitionOnSlowCommits(Trial trial) {
		EnsembleFaults.slowDownBearably(trial);
		NetworkFaults.partition(trial);
		trial.ensemble().heal();
	}

}
