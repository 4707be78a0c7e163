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
 * {@link GatedTask} that tests turn by hand.
 */
public class FakeTask implements GatedTask {

	private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);

	private final String role;

	private final String name;

	public FakeTask(String role, String name) {
		this.role = role;
		this.name = name;
	}

	public void skip(SkipReason reason) {
		this.skipped.merge(reason, 1L, Long::sum);
	}

	@Override
	public String getRole() {
		return this.role;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public GatedRun enter() {
		throw new UnsupportedOperationException();
	}

	@Override
	public long getSkipped(SkipReason reason) {
		return this.skipped.getOrDefault(reason, 0L);
	}

	@Override
	public TaskStatus getStatus() {
		throw new UnsupportedOperationException();
	}

}
