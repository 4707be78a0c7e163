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

package io.github.zkleader.benchmarks.handover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.zkleader.benchmarks.contenders.Kind;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Two candidates of a kind, one of which leads. One whose process has ended is replaced.
 */
final class Pair implements AutoCloseable {

	// After which a candidate that was just started could lead at once
	private static final Duration WARM_UP = Duration.ofSeconds(2);

	private final Kind kind;

	private final Arena arena;

	private final List<Candidate> candidates = new ArrayList<>();

	private int started;

	private boolean fresh;

	Pair(Kind kind, Arena arena) {
		this.kind = kind;
		this.arena = arena;
	}

	Kind kind() {
		return this.kind;
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
	}

	/**
	 * Start what is missing. Returns at once.
	 */
	void complete() {
		List<Candidate> gone = this.candidates.stream().filter((candidate) -> !candidate.remains()).toList();
		gone.forEach(Candidate::close);
		this.candidates.removeAll(gone);
		List<Candidate> added = new ArrayList<>();
		while (this.candidates.size() < 2) {
			Candidate candidate = new Candidate(this.kind, this.kind.toPath() + "-" + ++this.started, this.arena);
			this.candidates.add(candidate);
			added.add(candidate);
		}
		this.fresh = !added.isEmpty();
		added.forEach((candidate) -> candidate.process().awaitReady());
	}

	/**
	 * Wait until one leads, and the other one could.
	 */
	void awaitSteady() {
		work();
		await().until(() -> leader().isPresent());
		if (this.fresh) {
			await().pollDelay(WARM_UP).until(() -> leader().isPresent());
			this.fresh = false;
		}
	}

	void work() {
		this.candidates.forEach((candidate) -> candidate.process().command("work"));
	}

	void rest() {
		this.candidates.stream().filter(Candidate::remains).forEach((candidate) -> candidate.process().command("rest"));
	}

	Optional<Candidate> leader() {
		List<Candidate> working = this.candidates.stream().filter(Candidate::isWorking).toList();
		return (working.size() == 1) ? Optional.of(working.get(0)) : Optional.empty();
	}

	Candidate other(Candidate candidate) {
		return Objects.requireNonNull(
				this.candidates.stream().filter((other) -> !other.equals(candidate)).findFirst().orElse(null));
	}

	@Override
	public void close() {
		this.candidates.forEach(Candidate::close);
	}

}
