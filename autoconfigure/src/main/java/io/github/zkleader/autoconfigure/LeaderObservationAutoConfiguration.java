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

package io.github.zkleader.autoconfigure;

import io.github.zkleader.ElectionObserver;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.observation.LeaderDrainObservationConvention;
import io.github.zkleader.observation.LeaderGrantObservationConvention;
import io.github.zkleader.observation.LeaderObservationConventions;
import io.github.zkleader.observation.LeaderObservations;
import io.github.zkleader.observation.LeaderRevokeObservationConvention;
import io.github.zkleader.observation.LeaderRunObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link LeaderObservations}.
 */
@AutoConfiguration(after = LeaderElectionAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBean(LeaderElections.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
public final class LeaderObservationAutoConfiguration {

	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean(ElectionObserver.class)
	LeaderObservations leaderObservations(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<LeaderRunObservationConvention> run, ObjectProvider<LeaderGrantObservationConvention> grant,
			ObjectProvider<LeaderRevokeObservationConvention> revoke,
			ObjectProvider<LeaderDrainObservationConvention> drain) {
		return new LeaderObservations(registry::getObject, () -> new LeaderObservationConventions(run.getIfAvailable(),
				grant.getIfAvailable(), revoke.getIfAvailable(), drain.getIfAvailable()));
	}

}
