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

package io.github.zkleader.benchmarks.scale;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.benchmarks.contenders.Contender;
import io.github.zkleader.benchmarks.contenders.Grants;
import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.contenders.Settings;

/**
 * One candidate, with what it was granted.
 */
final class Member implements Grants {

	private final Contender contender;

	private final AtomicInteger current = new AtomicInteger();

	private final AtomicInteger total = new AtomicInteger();

	private volatile long latest;

	Member(Kind kind, Settings settings) {
		this.contender = kind.candidate(settings, this);
	}

	void start() throws Exception {
		this.contender.start();
	}

	void giveUpIfLeader() throws Exception {
		if (this.current.get() > 0) {
			this.contender.giveUp();
		}
	}

	int current() {
		return this.current.get();
	}

	int total() {
		return this.total.get();
	}

	long latest() {
		return this.latest;
	}

	@Override
	public void granted(String role) {
		this.latest = System.nanoTime();
		this.current.incrementAndGet();
		this.total.incrementAndGet();
	}

	@Override
	public void revoked(String role) {
		this.current.decrementAndGet();
	}

}
