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

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A count for each constant of an enum. One thread counts at a time, which need not be
 * atomic then; any thread reads.
 *
 * @param <E> the type of the enum
 */
final class Tally<E extends Enum<E>> {

	private final Map<E, AtomicLong> counts;

	private @Nullable E last;

	private AtomicLong lastCount = new AtomicLong();

	Tally(Class<E> type) {
		this.counts = new EnumMap<>(type);
		for (E what : type.getEnumConstants()) {
			this.counts.put(what, new AtomicLong());
		}
	}

	/**
	 * Count one more, mostly of what was counted last.
	 * @param what what to count
	 */
	void count(E what) {
		if (this.last != what) {
			this.last = what;
			this.lastCount = of(what);
		}
		this.lastCount.setRelease(this.lastCount.getPlain() + 1);
	}

	long get(E what) {
		return of(what).get();
	}

	private AtomicLong of(E what) {
		AtomicLong count = this.counts.get(what);
		if (count == null) {
			throw new IllegalArgumentException("Not counted: " + what);
		}
		return count;
	}

}
