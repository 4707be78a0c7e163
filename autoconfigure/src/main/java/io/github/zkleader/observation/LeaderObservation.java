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

package io.github.zkleader.observation;

import io.github.zkleader.GrantOutcome;
import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of the leader election, and the key values that they have by default.
 */
public enum LeaderObservation implements ObservationDocumentation {

	/**
	 * A gated run, from its admission to its end, on whichever threads it is.
	 */
	RUN(DefaultLeaderRunObservationConvention.class) {

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinality.ROLE, LowCardinality.TASK, LowCardinality.RUN_OUTCOME };
		}

	},

	/**
	 * The recovery barrier: listeners of the grant, until the gate opens.
	 */
	GRANT(DefaultLeaderGrantObservationConvention.class) {

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinality.ROLE, LowCardinality.GRANT_OUTCOME };
		}

	},

	/**
	 * A hand-over, after the gate has closed: runs in flight end, listeners of the
	 * revocation run, and the lock is released.
	 */
	REVOKE(DefaultLeaderRevokeObservationConvention.class) {

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinality.ROLE, LowCardinality.REASON, LowCardinality.HANDOVER_OUTCOME };
		}

	},

	/**
	 * The part of a hand-over in which runs in flight are waited for.
	 */
	DRAIN(DefaultLeaderDrainObservationConvention.class) {

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinality.ROLE, LowCardinality.REASON, LowCardinality.HANDOVER_OUTCOME };
		}

	};

	private final Class<? extends ObservationConvention<? extends Context>> defaultConvention;

	LeaderObservation(Class<? extends ObservationConvention<? extends Context>> defaultConvention) {
		this.defaultConvention = defaultConvention;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
		return this.defaultConvention;
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return HighCardinality.values();
	}

	/**
	 * Key names with few values.
	 */
	public enum LowCardinality implements KeyName {

		/**
		 * The role.
		 */
		ROLE("role"),

		/**
		 * Bean name and method, the same as in endpoint and meters; {@code guard} for
		 * {@code Leadership.guard} and {@code callIfLeader}.
		 */
		TASK("task"),

		/**
		 * Why leadership ended.
		 * @see RevokeReason
		 */
		REASON("reason"),

		/**
		 * How a run ended; {@code unknown} until it has.
		 * @see RunOutcome
		 */
		RUN_OUTCOME("outcome"),

		/**
		 * What has become of a grant; {@code unknown} until that is known.
		 * @see GrantOutcome
		 */
		GRANT_OUTCOME("outcome"),

		/**
		 * What has become of runs in flight; {@code unknown} until that is known.
		 * @see HandoverOutcome
		 */
		HANDOVER_OUTCOME("outcome");

		private final String key;

		LowCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Key names with a value for every term.
	 */
	public enum HighCardinality implements KeyName {

		/**
		 * The fencing token of the term.
		 */
		FENCING_TOKEN("leader.fencing.token"),

		/**
		 * The id of this instance, which leads or has led.
		 */
		LEADER_ID("leader.id");

		private final String key;

		HighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
