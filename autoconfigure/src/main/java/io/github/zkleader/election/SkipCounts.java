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

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.github.zkleader.SkipReason;

/**
 * How often a task was skipped. The first few threads have a tally of their own, so that
 * a skipped call need not be atomic about it; all that come later share counters that
 * are. Keeps no thread from being collected.
 */
final class SkipCounts {

	/**
	 * How many threads have a tally of their own.
	 */
	static final int OWNERS = 8;

	private final Map<SkipReason, LongAdder> shared = new EnumMap<>(SkipReason.class);

	private volatile Owned[] owned = {};

	SkipCounts() {
		for (SkipReason reason : SkipReason.values()) {
			this.shared.put(reason, new LongAdder());
		}
	}

	void count(SkipReason reason) {
		Thread thread = Thread.currentThread();
		for (Owned one : this.owned) {
			if (one.refersTo(thread)) {
				one.tally.count(reason);
				return;
			}
		}
		countFirst(reason, thread);
	}

	private void countFirst(SkipReason reason, Thread thread) {
		if (this.owned.length == OWNERS) {
			shared(reason).increment();
			return;
		}
		synchronized (this) {
			Owned[] owned = this.owned;
			if (owned.length < OWNERS) {
				Owned[] more = Arrays.copyOf(owned, owned.length + 1);
				more[owned.length] = new Owned(thread);
				this.owned = more;
			}
		}
		count(reason);
	}

	long get(SkipReason reason) {
		return shared(reason).sum() + Stream.of(this.owned).mapToLong((one) -> one.tally.get(reason)).sum();
	}

	private LongAdder shared(SkipReason reason) {
		return Objects.requireNonNull(this.shared.get(reason));
	}

	/**
	 * The tally of a thread.
	 */
	private static final class Owned extends WeakReference<Thread> {

		private final Tally<SkipReason> tally = new Tally<>(SkipReason.class);

		Owned(Thread thread) {
			super(thread);
		}

	}

}
