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

/**
 * One verified and uninterrupted leadership of one instance.
 * <p>
 * The fencing token is the {@code czxid} of the leader's lock znode: the transaction that
 * created it. It increases from every leader of a role to the next for as long as the
 * data of the ensemble is not wiped or restored, so that a store which remembers the
 * highest token it has seen can reject a write of a leader that does not know yet that it
 * has been replaced. See <a href=
 * "https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Fencing</a>.
 *
 * @param role the role that is led
 * @param leaderId the id of the leading instance
 * @param fencingToken a number greater than that of every earlier term of the role
 * @param since when the leadership was granted, by the clock of the leading instance
 */
public record Term(String role, String leaderId, long fencingToken, Instant since) {

	/**
	 * Return the term that the gated run on the current thread was admitted in. It stays
	 * the same until that run ends, also when the leadership is lost meanwhile.
	 * @return the term of the innermost gated run on this thread
	 * @throws IllegalStateException if no gated run is in progress on this thread
	 */
	public static Term current() {
		return GatedRun.require("Term.current()").getTerm();
	}

}
