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

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeadershipState;

/**
 * What a candidate says of itself, which no verdict depends on.
 *
 * @param state the state of its role
 * @param connection the state of its connection
 * @param sessionTimeout the negotiated session timeout
 * @param leaseRemaining how long its lease lasts
 * @param problem what it says is wrong
 */
record CandidateStatus(LeadershipState state, ConnectionStatus.State connection, Duration sessionTimeout,
		Duration leaseRemaining, String problem) {

	String toLine() {
		return this.state + " " + this.connection + " " + this.sessionTimeout + " " + this.leaseRemaining + " "
				+ this.problem;
	}

	static CandidateStatus of(String line) {
		String[] words = line.split(" ", 5);
		return new CandidateStatus(LeadershipState.valueOf(words[0]), ConnectionStatus.State.valueOf(words[1]),
				Duration.parse(words[2]), Duration.parse(words[3]), (words.length > 4) ? words[4] : "");
	}

	/**
	 * Whether it waits for a quorum, and says so if it can know.
	 * @param readOnly whether it makes do with a server that answers reads only
	 * @return whether it does
	 */
	boolean isWithoutQuorum(boolean readOnly) {
		boolean explained = this.connection == ConnectionStatus.State.READ_ONLY && this.problem.contains("reads only");
		boolean unconnected = this.connection == ConnectionStatus.State.LOST && this.problem.isEmpty();
		return this.state == LeadershipState.CONNECTING && (readOnly ? explained : unconnected);
	}

}
