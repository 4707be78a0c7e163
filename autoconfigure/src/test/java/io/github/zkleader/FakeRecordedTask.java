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

package io.github.zkleader;

import java.util.EnumMap;
import java.util.Map;

/**
 * {@link TickedTask} that tests turn by hand.
 */
public class FakeRecordedTask extends FakeTask implements TickedTask {

	private final Map<TickOutcome, Long> ticks = new EnumMap<>(TickOutcome.class);

	public FakeRecordedTask(String role, String name) {
		super(role, name);
	}

	@Override
	public TickClaim claim() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void count(TickOutcome outcome, long count) {
		this.ticks.merge(outcome, count, Long::sum);
	}

	@Override
	public void drop(TickOutcome outcome, long count, String reason) {
		count(outcome, count);
	}

	@Override
	public long getTicks(TickOutcome outcome) {
		return this.ticks.getOrDefault(outcome, 0L);
	}

}
