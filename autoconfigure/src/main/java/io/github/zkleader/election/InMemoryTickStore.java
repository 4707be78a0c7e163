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

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Keeps the records of a role in memory, for who shares it to read.
 */
final class InMemoryTickStore implements TickStore {

	private final Shelf shelf;

	private final String id;

	private final BooleanSupplier connected;

	private final Predicate<Grant> locked;

	/**
	 * Create a new store.
	 * @param shelf what is shared
	 * @param id the id of this instance
	 * @param connected whether this instance is connected
	 * @param locked whether the lock of a grant is held
	 */
	InMemoryTickStore(Shelf shelf, String id, BooleanSupplier connected, Predicate<Grant> locked) {
		this.shelf = shelf;
		this.id = id;
		this.connected = connected;
		this.locked = locked;
	}

	@Override
	public void announce() {
		this.shelf.announce(this.id);
	}

	@Override
	public boolean isForeign(Candidates candidates) throws UnreachableException {
		checkConnected();
		String leaderId = candidates.leaderId();
		return leaderId != null && !leaderId.equals(InMemoryQueue.RIVAL_ID) && !this.shelf.isAnnounced(leaderId);
	}

	@Override
	public void rememberForeign(long fencingToken) throws UnreachableException {
		checkConnected();
		this.shelf.rememberForeign(fencingToken);
	}

	@Override
	public long getForeign() throws UnreachableException {
		checkConnected();
		return this.shelf.getForeign();
	}

	@Override
	public Entry read(String task) throws UnreachableException {
		checkConnected();
		return this.shelf.read(task);
	}

	@Override
	public int write(Grant grant, String task, String content, int version)
			throws UnreachableException, CampaignException {
		checkConnected();
		if (!this.locked.test(grant)) {
			throw new CampaignException("the lock is gone");
		}
		return this.shelf.write(task, content, version);
	}

	private void checkConnected() throws UnreachableException {
		if (!this.connected.getAsBoolean()) {
			throw new UnreachableException("the ensemble in memory does not answer", null);
		}
	}

	/**
	 * What the instances share of a role. Safe for use by several threads.
	 */
	static final class Shelf {

		private static final Entry NONE = new Entry(null, 0);

		private final Map<String, Entry> entries = new HashMap<>();

		private final Map<String, Boolean> announced = new HashMap<>();

		private long foreign;

		synchronized void announce(String id) {
			this.announced.put(id, Boolean.TRUE);
		}

		synchronized boolean isAnnounced(String id) {
			return this.announced.containsKey(id);
		}

		synchronized void rememberForeign(long fencingToken) {
			this.foreign = Math.max(this.foreign, fencingToken);
		}

		synchronized long getForeign() {
			return this.foreign;
		}

		synchronized Entry read(String task) {
			return this.entries.getOrDefault(task, NONE);
		}

		synchronized int write(String task, String content, int version) throws CampaignException {
			if (read(task).version() != version) {
				throw new CampaignException("somebody else has written");
			}
			this.entries.put(task, new Entry(content, version + 1));
			return version + 1;
		}

	}

}
