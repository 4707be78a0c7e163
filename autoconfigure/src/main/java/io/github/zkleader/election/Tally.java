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

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A count for each constant of an enum. One thread counts at a time, which need not be
 * atomic then; any thread reads.
 *
 * @param <E> the type of the enum
 */
@SuppressWarnings("EnumOrdinal")
final class Tally<E extends Enum<E>> {

	private final AtomicLongArray counts;

	Tally(Class<E> type) {
		this.counts = new AtomicLongArray(type.getEnumConstants().length);
	}

	void count(E what) {
		int index = what.ordinal();
		this.counts.setRelease(index, this.counts.getPlain(index) + 1);
	}

	long get(E what) {
		return this.counts.get(what.ordinal());
	}

}
