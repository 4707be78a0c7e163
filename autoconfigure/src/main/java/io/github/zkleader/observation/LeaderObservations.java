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

import java.util.function.Supplier;

import io.github.zkleader.ElectionObserver;
import io.github.zkleader.GatedTask;
import io.github.zkleader.GrantOutcome;
import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Observations of gated runs and of leadership, as {@link LeaderObservation} documents
 * them.
 * <p>
 * The registry and the conventions are looked up when all singletons have been created,
 * so that neither is created too early or in a cycle: nothing is observed before.
 */
public class LeaderObservations implements ElectionObserver, SmartInitializingSingleton {

	private static final LeaderRunObservationConvention DEFAULT_RUN = new DefaultLeaderRunObservationConvention();

	private static final LeaderGrantObservationConvention DEFAULT_GRANT = new DefaultLeaderGrantObservationConvention();

	private static final LeaderRevokeObservationConvention DEFAULT_REVOKE = new DefaultLeaderRevokeObservationConvention();

	private static final LeaderDrainObservationConvention DEFAULT_DRAIN = new DefaultLeaderDrainObservationConvention();

	private final Supplier<ObservationRegistry> registrySupplier;

	private final Supplier<LeaderObservationConventions> conventionsSupplier;

	private LeaderObservationConventions conventions = new LeaderObservationConventions(null, null, null, null);

	private volatile @Nullable ObservationRegistry registry;

	/**
	 * Create new observations.
	 * @param registry supplies the registry once all singletons have been created
	 * @param conventions supplies the conventions then
	 */
	public LeaderObservations(Supplier<ObservationRegistry> registry,
			Supplier<LeaderObservationConventions> conventions) {
		this.registrySupplier = registry;
		this.conventionsSupplier = conventions;
	}

	/**
	 * Observe what begins from now on.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.conventions = this.conventionsSupplier.get();
		this.registry = this.registrySupplier.get();
	}

	@Override
	public boolean wantsRuns() {
		return false;
	}

	@Override
	public @Nullable Observed<RunOutcome> observeRun(GatedTask task, Term term, @Nullable Observation parent) {
		ObservationRegistry registry = this.registry;
		if (registry == null || registry.isNoop()) {
			return null;
		}
		Observed<RunOutcome> observed = observe(LeaderObservation.RUN, this.conventions.run(), DEFAULT_RUN,
				new LeaderRunObservationContext(task.getName(), term), registry);
		if (observed != null && parent != null) {
			observed.observation().parentObservation(parent);
		}
		return observed;
	}

	@Override
	public @Nullable Observed<GrantOutcome> observeGrant(Term term) {
		return observe(LeaderObservation.GRANT, this.conventions.grant(), DEFAULT_GRANT,
				new LeaderGrantObservationContext(term), this.registry);
	}

	@Override
	public @Nullable Observed<HandoverOutcome> observeRevocation(Term term, RevokeReason reason) {
		return observe(LeaderObservation.REVOKE, this.conventions.revoke(), DEFAULT_REVOKE,
				new LeaderRevokeObservationContext(term, reason), this.registry);
	}

	@Override
	public @Nullable Observed<HandoverOutcome> observeDrain(Term term, RevokeReason reason) {
		return observe(LeaderObservation.DRAIN, this.conventions.drain(), DEFAULT_DRAIN,
				new LeaderDrainObservationContext(term, reason), this.registry);
	}

	private static <O, C extends LeaderObservationContext<O>> @Nullable Observed<O> observe(
			LeaderObservation documentation, @Nullable ObservationConvention<C> convention,
			ObservationConvention<C> defaultConvention, C context, @Nullable ObservationRegistry registry) {
		if (registry == null) {
			return null;
		}
		Observation observation = documentation.observation(convention, defaultConvention, () -> context, registry);
		return new Observed<>(observation, context::setOutcome);
	}

}
