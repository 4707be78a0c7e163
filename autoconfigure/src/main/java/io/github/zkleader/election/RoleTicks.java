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

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderLogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a role has to do so that the ticks of its tasks can be recorded: nothing, until
 * one of its tasks wants to.
 */
final class RoleTicks {

	private static final Logger logger = LoggerFactory.getLogger(LeaderElections.class);

	private final String role;

	private final TickStore store;

	private volatile boolean wanted;

	private volatile long foreign;

	private long looked;

	RoleTicks(String role, TickStore store) {
		this.role = role;
		this.store = store;
	}

	TickStore getStore() {
		return this.store;
	}

	/**
	 * A task wants its ticks to be recorded.
	 * @return whether it is the first one
	 */
	boolean want() {
		boolean first = !this.wanted;
		this.wanted = true;
		return first;
	}

	/**
	 * Prepare for joining the queue of candidates.
	 * @throws CampaignException if that cannot be done
	 * @throws InterruptedException if the thread is interrupted
	 */
	void announce() throws CampaignException, InterruptedException {
		if (this.wanted) {
			this.store.announce();
		}
	}

	/**
	 * Look whether the first candidate is a foreign one. For the watch only.
	 * @param candidates the candidates as just seen
	 */
	void look(Candidates candidates) {
		if (!this.wanted || candidates.leaderId() == null || candidates.fencingToken() == this.looked) {
			return;
		}
		try {
			if (this.store.isForeign(candidates)) {
				this.foreign = candidates.fencingToken();
				logger.atInfo()
					.addKeyValue(LeaderLogKeys.ROLE, this.role)
					.addKeyValue(LeaderLogKeys.LEADER_ID, candidates.leaderId())
					.addKeyValue(LeaderLogKeys.FENCING_TOKEN, candidates.fencingToken())
					.log("Role '{}': {} records no ticks, so that none that it may have run is made up for", this.role,
							candidates.leaderId());
				this.store.rememberForeign(candidates.fencingToken());
			}
			this.looked = candidates.fencingToken();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			logger.debug("Cannot see whether {} records ticks", candidates.leaderId(), ex);
		}
	}

	/**
	 * Return the highest fencing token of a foreign leader that anybody remembers.
	 * @return the token, or {@code 0}
	 * @throws Exception if it cannot be read
	 */
	long getForeign() throws Exception {
		return Math.max(this.foreign, this.store.getForeign());
	}

}
