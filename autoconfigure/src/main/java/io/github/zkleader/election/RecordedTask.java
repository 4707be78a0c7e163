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

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickStatus;
import io.github.zkleader.TickedTask;
import org.jspecify.annotations.Nullable;

/**
 * A task that leaves word of its ticks to the leaders to come.
 */
final class RecordedTask extends Task implements TickedTask {

	private final RoleTicks ticks;

	private final Map<TickOutcome, LongAdder> outcomes = new EnumMap<>(TickOutcome.class);

	private volatile @Nullable RecordClaim claim;

	private volatile @Nullable Instant lastTick;

	RecordedTask(RoleGate gate, Supplier<NotLeaderException> notLeader, String name, boolean interrupt,
			ElectionListeners listeners, RoleTicks ticks) {
		super(gate, notLeader, name, interrupt, listeners);
		this.ticks = ticks;
		for (TickOutcome outcome : TickOutcome.values()) {
			this.outcomes.put(outcome, new LongAdder());
		}
	}

	@Override
	public @Nullable TickClaim claim() {
		Tenure tenure = openTenure();
		if (tenure == null) {
			return null;
		}
		RecordClaim claim = this.claim;
		if (claim == null || claim.getTenure() != tenure) {
			claim = new RecordClaim(this, tenure, this.ticks);
			this.claim = claim;
		}
		return claim;
	}

	private LongAdder counter(TickOutcome outcome) {
		LongAdder counter = this.outcomes.get(outcome);
		if (counter == null) {
			throw new IllegalStateException("No counter for " + outcome);
		}
		return counter;
	}

	void recorded(TickRecord record) {
		this.lastTick = record.lastTick();
	}

	@Override
	public void count(TickOutcome outcome, long count) {
		counter(outcome).add(count);
	}

	@Override
	public void drop(TickOutcome outcome, long count, String reason) {
		count(outcome, count);
		warn(outcome.tag()).addKeyValue(LeaderLogKeys.OUTCOME, outcome.tag())
			.addKeyValue(LeaderLogKeys.TICKS, count)
			.log("Dropped {} missed times of {}: {}", count, getName(), reason);
	}

	@Override
	public long getTicks(TickOutcome outcome) {
		return counter(outcome).sum();
	}

	@Override
	@Nullable TickStatus getTickStatus() {
		return new TickStatus(this.lastTick, getTicks(TickOutcome.MISSED), getTicks(TickOutcome.MADE_UP),
				getTicks(TickOutcome.EXPIRED), getTicks(TickOutcome.FOREIGN), getTicks(TickOutcome.DUPLICATE),
				getTicks(TickOutcome.UNRECORDED));
	}

}
