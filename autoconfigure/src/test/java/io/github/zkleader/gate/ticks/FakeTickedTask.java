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

package io.github.zkleader.gate.ticks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.zkleader.GatedRun;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickRecordException;
import io.github.zkleader.TickedTask;
import org.jspecify.annotations.Nullable;

/**
 * The task of one leader, whose records outlive it.
 */
final class FakeTickedTask implements TickedTask {

	private final Map<TickOutcome, Long> ticks = new EnumMap<>(TickOutcome.class);

	private final List<String> dropped = new ArrayList<>();

	private final Store store;

	private final long token;

	private final TickClaim claim = new Claim();

	private boolean interrupting;

	private boolean closed;

	FakeTickedTask(Store store, long token) {
		this.store = store;
		this.token = token;
	}

	long getToken() {
		return this.token;
	}

	/**
	 * Return why times were dropped.
	 * @return the reasons
	 */
	List<String> getDropped() {
		return this.dropped;
	}

	void interruptRuns() {
		this.interrupting = true;
	}

	void close() {
		this.closed = true;
	}

	@Override
	public String getRole() {
		return "leader";
	}

	@Override
	public String getName() {
		return "job.run";
	}

	@Override
	public @Nullable GatedRun enter() {
		return this.closed ? null : new Run();
	}

	@Override
	public @Nullable TickClaim claim() {
		return this.closed ? null : this.claim;
	}

	@Override
	public void count(TickOutcome outcome, long count) {
		this.ticks.merge(outcome, count, Long::sum);
	}

	@Override
	public void drop(TickOutcome outcome, long count, String reason) {
		count(outcome, count);
		this.dropped.add(reason);
	}

	@Override
	public long getTicks(TickOutcome outcome) {
		return this.ticks.getOrDefault(outcome, 0L);
	}

	@Override
	public long getSkipped(SkipReason reason) {
		throw new UnsupportedOperationException();
	}

	@Override
	public TaskStatus getStatus() {
		throw new UnsupportedOperationException();
	}

	/**
	 * What leaders leave to each other.
	 */
	static final class Store {

		private @Nullable TickRecord record;

		private boolean foreign;

		private boolean broken;

		private Runnable onWrite = () -> {
		};

		@Nullable TickRecord record() {
			return this.record;
		}

		void setForeign() {
			this.foreign = true;
		}

		void setBroken(boolean broken) {
			this.broken = broken;
		}

		void whenWritten(Runnable onWrite) {
			this.onWrite = onWrite;
		}

	}

	private final class Claim implements TickClaim {

		@Override
		public @Nullable TickRecord read() {
			return FakeTickedTask.this.store.record;
		}

		@Override
		public boolean isForeign() {
			return FakeTickedTask.this.store.foreign;
		}

		@Override
		public void write(TickRecord record) throws TickRecordException {
			Store store = FakeTickedTask.this.store;
			if (store.broken) {
				throw new TickRecordException("broken", null);
			}
			store.onWrite.run();
			store.record = record;
		}

		@Override
		public @Nullable GatedRun enter() {
			return FakeTickedTask.this.enter();
		}

	}

	private final class Run extends GatedRun {

		private Run() {
			bind(GatedRun.current());
		}

		@Override
		public boolean isInterrupted() {
			return FakeTickedTask.this.interrupting;
		}

		@Override
		public Term getTerm() {
			return new Term(getRole(), "me", FakeTickedTask.this.token, Instant.EPOCH);
		}

		@Override
		public void end(@Nullable Throwable failure) {
			unbind();
		}

		@Override
		public void detach(Runnable cancel) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Entrance entrance() {
			throw new UnsupportedOperationException();
		}

	}

}
