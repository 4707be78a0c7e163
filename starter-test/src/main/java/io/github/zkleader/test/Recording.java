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

package io.github.zkleader.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.zkleader.LeaderChangedEvent;
import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.TaskStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * What was seen of a role. The counters go on for as long as the application context; the
 * events and the counts of tasks begin anew with each test.
 */
final class Recording {

	private static final Map<Leadership, Recording> recordings = new ConcurrentHashMap<>();

	private final Leadership leadership;

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger begunTerms = new AtomicInteger();

	private final AtomicInteger endedTerms = new AtomicInteger();

	private final AtomicInteger announcedGrants = new AtomicInteger();

	private final AtomicInteger heardRevocations = new AtomicInteger();

	private volatile @Nullable RevokeReason lastReason;

	private volatile long heardToken;

	private volatile Map<String, TaskStatus> before = Map.of();

	private Recording(Leadership leadership) {
		this.leadership = leadership;
	}

	static Recording start(Leadership leadership) {
		return recordings.computeIfAbsent(leadership, Recording::new);
	}

	static Optional<Recording> find(Leadership leadership) {
		return Optional.ofNullable(recordings.get(leadership));
	}

	void stop() {
		recordings.remove(this.leadership);
	}

	void reset() {
		this.before = this.leadership.getStatus()
			.tasks()
			.stream()
			.collect(Collectors.toMap(TaskStatus::task, Function.identity()));
		this.events.clear();
	}

	List<Object> getEvents() {
		return List.copyOf(this.events);
	}

	/**
	 * Return the status of a task when the test began.
	 * @param task the name of the task
	 * @return the status, or {@code null} if there was no such task
	 */
	@Nullable TaskStatus getBefore(String task) {
		return this.before.get(task);
	}

	void termBegun() {
		this.begunTerms.incrementAndGet();
	}

	void termEnded(RevokeReason reason) {
		this.lastReason = reason;
		this.endedTerms.incrementAndGet();
	}

	void publishing(Object event) {
		this.events.add(event);
		if (event instanceof OnGrantedEvent) {
			this.announcedGrants.incrementAndGet();
		}
	}

	void published(Object event) {
		if (event instanceof OnRevokedEvent) {
			this.heardRevocations.incrementAndGet();
		}
		else if (event instanceof LeaderChangedEvent changed) {
			this.heardToken = changed.getFencingToken();
		}
	}

	int getBegunTerms() {
		return this.begunTerms.get();
	}

	int getEndedTerms() {
		return this.endedTerms.get();
	}

	@Nullable RevokeReason getLastReason() {
		return this.lastReason;
	}

	/**
	 * Whether the leadership was granted and has not ended.
	 * @return whether there is a term
	 */
	boolean isInTerm() {
		return this.endedTerms.get() < this.begunTerms.get();
	}

	/**
	 * Whether no term is left of which listeners have not heard that it ended.
	 * @return whether all is told
	 */
	boolean isToldOfEveryEnd() {
		return !isInTerm() && this.heardRevocations.get() >= this.announcedGrants.get();
	}

	/**
	 * Return the fencing token that was last heard of on this instance.
	 * @return the token, whoever leads
	 */
	long getHeardToken() {
		return this.heardToken;
	}

}
