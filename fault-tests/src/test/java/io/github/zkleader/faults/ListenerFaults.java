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

import io.github.zkleader.processes.TcpProxy.Direction;

/**
 * Listeners that do what they should not.
 */
final class ListenerFaults {

	private ListenerFaults() {
	}

	static void slowGranted(Trial trial) {
		trial.follower().process().command("granted SLOW 1500");
		yieldLeadership(trial);
	}

	static void throwingGranted(Trial trial) {
		CandidateProcess follower = trial.follower();
		follower.process().command("granted THROWING 0");
		yieldLeadership(trial);
		forgive(trial, follower);
	}

	static void hangingGranted(Trial trial) {
		CandidateProcess follower = trial.follower();
		follower.process().command("granted HANGING 0");
		yieldLeadership(trial);
		forgive(trial, follower);
	}

	/**
	 * Have a candidate that has failed lead, as it waits longer from failure to failure.
	 * @param trial the trial
	 * @param failed the candidate
	 */
	private static void forgive(Trial trial, CandidateProcess failed) {
		trial.candidates().awaitSteady();
		CandidateProcess leader = trial.candidates().leader().orElseThrow();
		if (leader != failed) {
			leader.process().command("yield");
			trial.await().until(() -> trial.candidates().leader().filter((now) -> now == failed).isPresent());
		}
	}

	/**
	 * The successor loses its lock while it prepares, and does not hear of it.
	 * @param trial the trial
	 */
	static void stubbornGranted(Trial trial) {
		CandidateProcess successor = trial.follower();
		successor.process().command("granted STUBBORN 7000");
		trial.faultNow();
		trial.leader().process().command("yield");
		trial.awaitGone();
		trial.await().until(() -> trial.candidates().isFirst(successor) && successor.isPreparing());
		long token = trial.candidates().token();
		successor.cut(Direction.values());
		trial.await().until(() -> trial.candidates().isGone(token));
		successor.heal();
	}

	private static void yieldLeadership(Trial trial) {
		trial.faultNow();
		trial.leader().process().command("yield");
		trial.awaitSuccessor();
	}

	static void slowRevoked(Trial trial) {
		trial.leader().process().command("revoked SLOW 5000");
		NetworkFaults.partition(trial);
	}

	static void throwingRevoked(Trial trial) {
		trial.leader().process().command("revoked THROWING 0");
		yieldLeadership(trial);
	}

	static void stubbornRevoked(Trial trial) {
		trial.leader().process().command("revoked STUBBORN 3000");
		CandidateFaults.pause(trial);
	}

	static void hangingRevoked(Trial trial) {
		trial.leader().process().command("revoked HANGING 0");
		trial.faultNow();
		trial.leader().process().terminate();
		CandidateFaults.awaitEnd(trial);
		trial.awaitSuccessor();
	}

}
