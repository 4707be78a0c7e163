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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickRecordException;
import io.github.zkleader.election.TickStore.Entry;
import io.github.zkleader.election.TickStore.UnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * The right of one tenure to the record of a task.
 */
final class RecordClaim implements TickClaim {

	private static final Duration RETRY = Duration.ofMillis(100);

	private final RecordedTask task;

	private final Tenure tenure;

	private final RoleTicks ticks;

	private int version;

	private boolean foreign;

	RecordClaim(RecordedTask task, Tenure tenure, RoleTicks ticks) {
		this.task = task;
		this.tenure = tenure;
		this.ticks = ticks;
	}

	Tenure getTenure() {
		return this.tenure;
	}

	TickStore getStore() {
		return this.ticks.getStore();
	}

	@Override
	public @Nullable TickRecord read() throws TickRecordException {
		Entry entry = persist(() -> getStore().read(this.task.getName()));
		long foreign = persist(this.ticks::getForeign);
		this.version = entry.version();
		String content = entry.content();
		if (content == null) {
			return null;
		}
		try {
			TickRecordFormat.Written written = TickRecordFormat.read(content);
			this.foreign = foreign > written.fencingToken();
			return written.record();
		}
		catch (IllegalArgumentException ex) {
			this.task.warn("unreadable")
				.addKeyValue(LeaderLogKeys.REASON, ex.getMessage())
				.log("The record of {} cannot be read, so nothing is made up for: {}", this.task.getName(),
						ex.getMessage());
			return null;
		}
	}

	@Override
	public boolean isForeign() {
		return this.foreign;
	}

	@Override
	public void write(TickRecord record) throws TickRecordException {
		String content = TickRecordFormat.write(record, this.tenure.getTerm());
		boolean[] again = { false };
		this.version = persist(() -> {
			if (again[0]) {
				Entry entry = getStore().read(this.task.getName());
				if (content.equals(entry.content())) {
					return entry.version();
				}
			}
			again[0] = true;
			return getStore().write(this.tenure.getGrant(), this.task.getName(), content, this.version);
		});
		this.task.recorded(record);
	}

	private <T> T persist(Attempt<T> attempt) throws TickRecordException {
		try {
			while (true) {
				try {
					return attempt.run();
				}
				catch (UnreachableException ex) {
					if (this.tenure.isClosed() || !this.tenure.isLeased()) {
						throw ex;
					}
					TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new TickRecordException("interrupted", ex);
		}
		catch (Exception ex) {
			throw new TickRecordException(String.valueOf(ex.getMessage()), ex);
		}
	}

	@Override
	public @Nullable GatedRun enter() {
		return this.task.enter(this.tenure, null);
	}

	@FunctionalInterface
	private interface Attempt<T> {

		T run() throws Exception;

	}

}
