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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.zkleader.election.Coordinator.QueueListener;
import io.github.zkleader.election.InMemoryEnsemble.Contest;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of a role in an {@link InMemoryEnsemble}, whose monitor guards it.
 */
final class InMemoryQueue {

	static final String RIVAL_ID = "another-instance";

	private final String role;

	private final List<InMemoryLock> locks = new ArrayList<>();

	private final List<InMemoryCandidacy> undecided = new ArrayList<>();

	private final Set<QueueListener> watchers = new LinkedHashSet<>();

	private final InMemoryTickStore.Shelf ticks = new InMemoryTickStore.Shelf();

	private Contest contest = Contest.OPEN;

	private @Nullable InMemoryLock rival;

	private @Nullable InMemoryLock leader;

	InMemoryQueue(String role, Contest contest) {
		this.role = role;
		setContest(contest);
	}

	InMemoryTickStore.Shelf getTicks() {
		return this.ticks;
	}

	List<InMemoryLock> getLocks() {
		return List.copyOf(this.locks);
	}

	void setContest(Contest contest) {
		this.contest = contest;
		InMemoryLock rival = this.rival;
		if (contest == Contest.RIVAL && rival == null) {
			this.rival = lock(RIVAL_ID, 0, null);
			this.locks.add(this.rival);
		}
		else if (contest != Contest.RIVAL && rival != null) {
			this.rival = null;
			this.locks.remove(rival);
		}
		if (contest == Contest.UNDECIDED) {
			takeWaitingOut();
		}
		else {
			this.undecided.forEach((candidacy) -> this.locks.add(lock(candidacy)));
			this.undecided.clear();
		}
		elect();
	}

	private void takeWaitingOut() {
		List<InMemoryLock> waiting = this.locks.stream().filter((lock) -> !lock.equals(this.leader)).toList();
		this.locks.removeAll(waiting);
		waiting.stream().flatMap((lock) -> Stream.ofNullable(lock.candidacy())).forEach(this.undecided::add);
	}

	void add(InMemoryCandidacy candidacy) {
		if (this.contest == Contest.UNDECIDED) {
			this.undecided.add(candidacy);
		}
		else {
			this.locks.add(lock(candidacy));
			elect();
		}
	}

	void remove(InMemoryCandidacy candidacy) {
		this.undecided.remove(candidacy);
		removeIf((lock) -> lock.candidacy() == candidacy);
	}

	void removeSession(long sessionId) {
		this.undecided.removeIf((candidacy) -> candidacy.getSessionId() == sessionId);
		removeIf((lock) -> lock.sessionId() == sessionId);
	}

	void removeAbandoned() {
		removeIf(InMemoryLock::isAbandoned);
	}

	private void removeIf(Predicate<InMemoryLock> condition) {
		if (this.locks.removeIf(condition)) {
			elect();
		}
	}

	boolean contains(String id) {
		return find(id).isPresent() || this.undecided.stream().anyMatch((candidacy) -> candidacy.getId().equals(id));
	}

	Optional<InMemoryLock> find(String id) {
		return this.locks.stream().filter((lock) -> lock.id().equals(id) && !lock.isAbandoned()).findFirst();
	}

	/**
	 * Have a look at the locks.
	 * @param listener told once when the first one changes
	 * @return the locks, the first one being that of the leader
	 */
	List<InMemoryLock> watch(QueueListener listener) {
		this.watchers.add(listener);
		return getLocks();
	}

	private void elect() {
		InMemoryLock first = this.locks.isEmpty() ? null : this.locks.get(0);
		if (Objects.equals(this.leader, first)) {
			return;
		}
		this.leader = first;
		if (first != null && first.candidacy() != null) {
			first.candidacy().elected();
		}
		List<QueueListener> watchers = List.copyOf(this.watchers);
		this.watchers.clear();
		watchers.forEach(QueueListener::onChanged);
	}

	private InMemoryLock lock(InMemoryCandidacy candidacy) {
		return lock(candidacy.getId(), candidacy.getSessionId(), candidacy);
	}

	private InMemoryLock lock(String id, long sessionId, @Nullable InMemoryCandidacy candidacy) {
		long token = InMemoryEnsemble.nextTransaction();
		return new InMemoryLock("/" + this.role + "/lock-" + token, id, sessionId, token, candidacy);
	}

}
