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

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.zkleader.GrantOutcome;
import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that default conventions do what {@link LeaderObservation} documents.
 */
class LeaderObservationTests {

	private static final Term TERM = new Term("reports", "me", 4294967302L, Instant.EPOCH);

	static final List<Arguments> observations = List.of(
			Arguments.of(LeaderObservation.RUN, "leader.run", new DefaultLeaderRunObservationConvention(),
					new LeaderRunObservationContext("reportJob.run", TERM), RunOutcome.values()),
			Arguments.of(LeaderObservation.GRANT, "leader.grant", new DefaultLeaderGrantObservationConvention(),
					new LeaderGrantObservationContext(TERM), GrantOutcome.values()),
			Arguments.of(LeaderObservation.REVOKE, "leader.revoke", new DefaultLeaderRevokeObservationConvention(),
					new LeaderRevokeObservationContext(TERM, RevokeReason.LEASE), HandoverOutcome.values()),
			Arguments.of(LeaderObservation.DRAIN, "leader.revoke.drain", new DefaultLeaderDrainObservationConvention(),
					new LeaderDrainObservationContext(TERM, RevokeReason.LEASE), HandoverOutcome.values()));

	@ParameterizedTest
	@FieldSource("observations")
	<O, C extends LeaderObservationContext<O>> void defaultConvention(LeaderObservation documentation, String name,
			ObservationConvention<C> convention, C context, O[] outcomes) {
		assertThat(documentation.getDefaultConvention()).isEqualTo(convention.getClass());
		assertThat(convention.supportsContext(context)).isTrue();
		assertThat(convention.supportsContext(new Context())).isFalse();
		assertThat(convention.getName()).isEqualTo(name);
		assertThat(convention.getHighCardinalityKeyValues(context))
			.isEqualTo(KeyValues.of("leader.fencing.token", "4294967302", "leader.id", "me"));
		assertKeys(convention.getHighCardinalityKeyValues(context), documentation.getHighCardinalityKeyNames());
		assertKeys(convention.getLowCardinalityKeyValues(context), documentation.getLowCardinalityKeyNames());
		assertThat(outcome(convention, context)).isEqualTo("unknown");
		for (O outcome : outcomes) {
			context.setOutcome(outcome);
			assertKeys(convention.getLowCardinalityKeyValues(context), documentation.getLowCardinalityKeyNames());
			assertThat(outcome(convention, context)).isEqualToIgnoringCase(outcome.toString()).isLowerCase();
		}
	}

	private static void assertKeys(KeyValues keyValues, KeyName[] documented) {
		assertThat(keyValues.stream().map(KeyValue::getKey))
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(documented).map(KeyName::asString).toList());
	}

	private static <C extends Context> String outcome(ObservationConvention<C> convention, C context) {
		return convention.getLowCardinalityKeyValues(context)
			.stream()
			.filter((keyValue) -> keyValue.getKey().equals("outcome"))
			.findFirst()
			.orElseThrow()
			.getValue();
	}

}
