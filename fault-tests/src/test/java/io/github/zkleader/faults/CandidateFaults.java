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

import io.github.zkleader.processes.TcpProxy;

/**
 * Faults of candidates and of the work that they do.
 */
final class CandidateFaults {

	/**
	 * More than the threads whose number varies.
	 */
	private static final int RESTARTS = 5;

	private CandidateFaults() {
	}

	static void pause(Trial trial) {
		trial.faultNow();
		trial.leader().process().pause();
		trial.awaitSuccessor();
		trial.resumedNow();
		trial.leader().process().resume();
	}

	static void kill(Trial trial) {
		trial.faultNow();
		trial.leader().kill();
		trial.awaitSuccessor();
	}

	static void stop(Trial trial) {
		trial.giveUpNow();
		trial.leader().process().terminate();
		awaitEnd(trial);
		trial.awaitSuccessor();
	}

	static void terminate(Trial trial) {
		trial.leader().process().command("job SLOW 200");
		trial.giveUpNow();
		trial.leader().process().terminate();
		awaitEnd(trial);
		trial.awaitSuccessor();
	}

	static void awaitEnd(Trial trial) {
		if (!trial.leader().process().awaitEnd(Candidates.STOP_TIMEOUT)) {
			throw new AssertionError(
					"The stop of " + trial.leader().getName() + " takes longer than " + Candidates.STOP_TIMEOUT);
		}
	}

	static void yieldInside(Trial trial) {
		trial.giveUpNow();
		trial.leader().process().command("yield-inside 500");
		trial.awaitSuccessor();
	}

	static void slowJob(Trial trial) {
		trial.leader().process().command("job SLOW 1000");
		trial.giveUpNow();
		trial.leader().process().command("yield");
		trial.awaitSuccessor();
		trial.leader().process().command("job NORMAL 0");
	}

	static void stubbornJob(Trial trial) {
		trial.leader().process().command("job STUBBORN 6000");
		trial.faultNow();
		trial.leader().cut(TcpProxy.Direction.values());
		trial.awaitSuccessor();
		trial.leader().heal();
		trial.leader().process().command("job NORMAL 0");
	}

	static void yieldWithStubbornJob(Trial trial) {
		trial.leader().process().command("job STUBBORN 6000");
		trial.leader().process().command("job NORMAL 0");
		trial.giveUpNow();
		trial.leader().process().command("yield");
		trial.awaitSuccessor();
	}

	static void closeClient(Trial trial) {
		trial.faultNow();
		trial.leader().process().command("close-client");
		trial.awaitSuccessor();
		trial.keepAsking();
		trial.leader().process().terminate();
		awaitEnd(trial);
	}

	static void pauseElection(Trial trial) {
		trial.giveUpNow();
		trial.leader().process().command("pause");
		trial.awaitSuccessor();
		trial.leader().process().command("resume");
	}

	static void restart(Trial trial) {
		CandidateProcess leader = trial.leader();
		int threads = leader.threads().size();
		trial.giveUpNow();
		leader.process().command("stop");
		trial.awaitSuccessor();
		leader.process().command("start");
		for (int i = 1; i < RESTARTS; i++) {
			leader.process().command("stop");
			leader.process().command("start");
		}
		trial.candidates().awaitSteady();
		trial.await().until(() -> leader.threads().size() < threads + RESTARTS);
	}

	static void stepForward(Trial trial) {
		trial.faultNow();
		trial.leader().process().command("wall-forward");
		trial.awaitSuccessor();
	}

	/**
	 * The lease must not last longer than by the other clock.
	 * @param trial the trial
	 */
	static void stepBack(Trial trial) {
		trial.leader().process().command("wall-back");
		trial.pass(Candidates.SESSION_TIMEOUT.dividedBy(4));
		NetworkFaults.partition(trial);
	}

}
