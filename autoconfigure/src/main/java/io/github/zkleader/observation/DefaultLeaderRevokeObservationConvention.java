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

import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.observation.LeaderObservation.LowCardinality;
import io.micrometer.common.KeyValues;

/**
 * The default names and key values of hand-overs.
 */
public class DefaultLeaderRevokeObservationConvention implements LeaderRevokeObservationConvention {

	@Override
	public String getName() {
		return "leader.revoke";
	}

	@Override
	public String getContextualName(LeaderRevokeObservationContext context) {
		return "leader revoke " + context.getTerm().role();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LeaderRevokeObservationContext context) {
		HandoverOutcome outcome = context.getOutcome();
		return KeyValues.of(LowCardinality.ROLE.withValue(context.getTerm().role()),
				LowCardinality.REASON.withValue(context.getReason().tag()),
				LowCardinality.HANDOVER_OUTCOME.withValue((outcome != null) ? outcome.tag() : "unknown"));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(LeaderRevokeObservationContext context) {
		return TermKeyValues.of(context.getTerm());
	}

}
