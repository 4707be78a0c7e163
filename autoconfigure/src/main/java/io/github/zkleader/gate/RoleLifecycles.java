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

package io.github.zkleader.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The beans that are started and stopped with the leadership of one role: phase by phase,
 * on a thread that does nothing else and is there only if they are. When leadership is
 * lost by force, or time is up, all are told to stop at once.
 */
final class RoleLifecycles {

	private final String role;

	private final Function<String, Executor> executorFactory;

	private final Executor pool;

	private volatile List<GatedLifecycle> members = List.of();

	private @Nullable Executor steps;

	private volatile @Nullable Tenure current;

	/**
	 * Create new lifecycles.
	 * @param role the role
	 * @param executorFactory makes what runs one thing after the other, for a role
	 * @param pool runs everything at once
	 */
	RoleLifecycles(String role, Function<String, Executor> executorFactory, Executor pool) {
		this.role = role;
		this.executorFactory = executorFactory;
		this.pool = pool;
	}

	void add(GatedLifecycle member) {
		synchronized (this) {
			this.members = Stream.concat(this.members.stream(), Stream.of(member)).toList();
		}
		startMissing();
	}

	private synchronized Executor steps() {
		Executor steps = this.steps;
		if (steps == null) {
			steps = this.executorFactory.apply(this.role);
			this.steps = steps;
		}
		return steps;
	}

	/**
	 * The gate was opened.
	 */
	void granted() {
		this.current = new Tenure();
		startMissing();
	}

	/**
	 * The gate was closed.
	 */
	void revoked() {
		Tenure tenure = this.current;
		this.current = null;
		if (tenure != null && !this.members.isEmpty()) {
			steps().execute(() -> stopAll(tenure));
		}
	}

	private void startMissing() {
		if (this.current != null && !this.members.isEmpty()) {
			steps().execute(() -> {
				Tenure tenure = this.current;
				if (tenure != null) {
					startAll(tenure);
				}
			});
		}
	}

	private void startAll(Tenure tenure) {
		for (Collection<GatedLifecycle> phase : phases(Comparator.naturalOrder()).values()) {
			for (GatedLifecycle member : phase) {
				if (this.current != tenure) {
					return;
				}
				member.start(tenure, this::stopAtOnce);
			}
		}
	}

	private void stopAll(Tenure tenure) {
		for (Collection<GatedLifecycle> phase : phases(Comparator.reverseOrder()).values()) {
			CompletableFuture<?>[] stopped = phase.stream()
				.map((member) -> stop(member, tenure))
				.toArray(CompletableFuture<?>[]::new);
			CompletableFuture.anyOf(CompletableFuture.allOf(stopped), tenure.timeIsUp).join();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void stopAtOnce(Tenure tenure) {
		if (tenure.timeIsUp.complete(null)) {
			phases(Comparator.reverseOrder()).values()
				.forEach((phase) -> phase.forEach((member) -> this.pool.execute(() -> stop(member, tenure))));
		}
	}

	private CompletableFuture<@Nullable Void> stop(GatedLifecycle member, Tenure tenure) {
		return member.stop(tenure, this::startMissing);
	}

	private SortedMap<Integer, Collection<GatedLifecycle>> phases(Comparator<Integer> order) {
		SortedMap<Integer, Collection<GatedLifecycle>> phases = new TreeMap<>(order);
		this.members
			.forEach((member) -> phases.computeIfAbsent(member.getPhase(), (phase) -> new CopyOnWriteArrayList<>())
				.add(member));
		return phases;
	}

	/**
	 * From the opening of the gate to its closing.
	 */
	private static final class Tenure {

		/**
		 * Completed when nothing is waited for any more.
		 */
		private final CompletableFuture<@Nullable Void> timeIsUp = new CompletableFuture<>();

	}

}
