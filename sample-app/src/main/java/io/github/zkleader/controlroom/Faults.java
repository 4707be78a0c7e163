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

package io.github.zkleader.controlroom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.github.zkleader.controlroom.Runs.Tenure;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What was done, and what came of it according to the ledger.
 */
@Component
class Faults {

	private static final int CAPACITY = 30;

	private static final long PATIENCE = 15_000;

	private final Deque<Fault> faults = new ArrayDeque<>();

	private final Runs runs;

	private long nextId;

	Faults(Runs runs) {
		this.runs = runs;
	}

	/**
	 * Note what is about to be done, and who leads before it.
	 * @param action the action
	 * @param target its target
	 * @return the fault, to be {@link #add added} once it is done
	 */
	synchronized Fault prepare(Action action, String target) {
		List<Tenure> tenures = this.runs.tenures();
		Tenure leader = tenures.isEmpty() ? null : tenures.get(tenures.size() - 1);
		boolean mayMove = leader != null && (!action.isAboutAnInstance() || leader.instance().startsWith(target + "-"));
		return new Fault(this.nextId++, System.currentTimeMillis(), action.describe(target),
				(leader != null) ? leader.token() : -1, mayMove && action.isFault());
	}

	synchronized void add(Fault fault) {
		this.faults.addFirst(fault);
		if (this.faults.size() > CAPACITY) {
			this.faults.removeLast();
		}
	}

	/**
	 * Describe what was done, newest first.
	 * @param tenures what leaders have done, oldest first
	 * @return the outcomes
	 */
	synchronized List<Outcome> outcomes(List<Tenure> tenures) {
		long now = System.currentTimeMillis();
		return this.faults.stream().map((fault) -> fault.outcome(tenures, now)).toList();
	}

	/**
	 * Something that was done.
	 *
	 * @param id its number
	 * @param at when, in milliseconds
	 * @param description what
	 * @param token the newest token of the ledger then
	 * @param mayMove whether it can be the reason that leadership moves
	 */
	record Fault(long id, long at, String description, long token, boolean mayMove) {

		private Outcome outcome(List<Tenure> tenures, long now) {
			Optional<Tenure> next = tenures.stream()
				.filter((tenure) -> this.mayMove && tenure.token() > this.token && tenure.began() >= this.at)
				.filter((tenure) -> tenure.began() < this.at + PATIENCE)
				.findFirst();
			Optional<Tenure> previous = tenures.stream().filter((tenure) -> tenure.token() == this.token).findFirst();
			Long failover = next.map((tenure) -> tenure.began() - this.at).orElse(null);
			Long gap = (next.isPresent() && previous.isPresent()) ? next.get().began() - previous.get().last() : null;
			return new Outcome(this.id, this.at, this.description, next.map(Tenure::instance).orElse(null), failover,
					gap, this.mayMove && next.isEmpty() && now < this.at + PATIENCE);
		}

	}

	/**
	 * What came of something that was done.
	 *
	 * @param id its number
	 * @param at when it was done, in milliseconds
	 * @param description what was done
	 * @param leader who has led next, or {@code null} if leadership has not moved
	 * @param failover the time until the next leader's first run, in milliseconds
	 * @param gap the time between the last run that one began and the first of the next
	 * @param open whether it may still be too early to say
	 */
	record Outcome(long id, long at, String description, @Nullable String leader, @Nullable Long failover,
			@Nullable Long gap, boolean open) {

	}

}
