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

package io.github.zkleader.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.GatedTask;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.function.SingletonSupplier;

/**
 * Meters of the elections of this instance. All of them are registered before anything
 * happens, so that a zero is a zero.
 * <p>
 * Roles and tasks join while beans are being created. Their meters wait for the end of
 * that, so that neither the registry nor what customizes it is created too early or in a
 * cycle. Nothing that goes wrong here reaches the election or a gated run.
 */
public class LeaderMetrics implements ElectionListener, SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(LeaderMetrics.class);

	private final Supplier<MeterRegistry> registrySupplier;

	private final Supplier<LeaderElections> elections;

	private final List<Consumer<MeterRegistry>> waiting = new ArrayList<>();

	private final Map<String, RoleMeters> roles = new ConcurrentHashMap<>();

	private final Map<GatedTask, TaskMeters> tasks = new ConcurrentHashMap<>();

	private final AtomicBoolean failed = new AtomicBoolean();

	private volatile @Nullable LeaseMeters lease;

	private @Nullable MeterRegistry registry;

	/**
	 * Create new metrics.
	 * @param registry supplies the registry once all singletons have been created
	 * @param elections supplies the elections when a meter is read
	 */
	public LeaderMetrics(Supplier<MeterRegistry> registry, Supplier<LeaderElections> elections) {
		this.registrySupplier = registry;
		this.elections = SingletonSupplier.of(elections);
	}

	/**
	 * Register the meters of all roles and tasks that have joined, and from now on those
	 * that join.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		MeterRegistry registry = this.registrySupplier.get();
		synchronized (this.waiting) {
			this.registry = registry;
			guard(() -> this.lease = new LeaseMeters(registry, this.elections));
			this.waiting.forEach((registration) -> guard(() -> registration.accept(registry)));
			this.waiting.clear();
		}
	}

	@Override
	public void onRole(Leadership leadership) {
		register((target) -> this.roles.computeIfAbsent(leadership.getRole(),
				(role) -> new RoleMeters(target, leadership)));
	}

	@Override
	public void onTask(GatedTask task) {
		register((target) -> this.tasks.computeIfAbsent(task, (key) -> new TaskMeters(target, key)));
	}

	private void register(Consumer<MeterRegistry> registration) {
		synchronized (this.waiting) {
			MeterRegistry registry = this.registry;
			if (registry != null) {
				guard(() -> registration.accept(registry));
			}
			else {
				this.waiting.add(registration);
			}
		}
	}

	@Override
	public void onGranted(Term term, Duration campaign) {
		withRole(term.role(), (meters) -> meters.granted(campaign));
	}

	@Override
	public void onRevoked(Term term, RevokeReason reason, Duration tenure) {
		withRole(term.role(), (meters) -> meters.revoked(reason, tenure));
	}

	@Override
	public void onDrained(String role, Duration drain) {
		withRole(role, (meters) -> meters.drained(drain));
	}

	@Override
	public void onOverrun(String role, String task) {
		withRole(role, RoleMeters::overrun);
	}

	@Override
	public void onListenerFailure(String role, LeadershipEvent event) {
		withRole(role, (meters) -> meters.listenerFailed(event));
	}

	@Override
	public void onRun(GatedTask task, RunOutcome outcome, long nanos) {
		TaskMeters meters = this.tasks.get(task);
		if (meters != null) {
			guard(() -> meters.ran(outcome, nanos));
		}
	}

	@Override
	public void onLeaseRenewal(long nanos, @Nullable Exception failure) {
		LeaseMeters meters = this.lease;
		if (meters != null) {
			guard(() -> meters.renewed(nanos, failure == null));
		}
	}

	private void withRole(String role, Consumer<RoleMeters> update) {
		RoleMeters meters = this.roles.get(role);
		if (meters != null) {
			guard(() -> update.accept(meters));
		}
	}

	private void guard(Runnable update) {
		try {
			update.run();
		}
		catch (RuntimeException ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("Could not update a meter of the leader election; more of this is logged at DEBUG", ex);
			}
			else {
				logger.debug("Could not update a meter of the leader election", ex);
			}
		}
	}

}
