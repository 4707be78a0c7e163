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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderChangedEvent;
import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.integration.leader.event.AbstractLeaderEvent;

/**
 * Records what happens in the elections of an application context, for
 * {@link LeadershipAssert}.
 */
public final class LeadershipRecorder implements ElectionListener, AutoCloseable {

	private final Map<String, Recording> recordings = new ConcurrentHashMap<>();

	private final Semaphore turn = new Semaphore(1);

	@Override
	public void onRole(Leadership leadership) {
		this.recordings.put(leadership.getRole(), Recording.start(leadership));
	}

	@Override
	public void onGranted(Term term, Duration campaign) {
		of(term.role()).termBegun();
	}

	@Override
	public void onRevoked(Term term, RevokeReason reason, Duration tenure) {
		of(term.role()).termEnded(reason);
	}

	/**
	 * Record the events of the elections on their way.
	 * @param publisher publishes them
	 * @return a publisher for the elections
	 */
	public ApplicationEventPublisher recording(ApplicationEventPublisher publisher) {
		return (event) -> publish(event, publisher);
	}

	private void publish(Object event, ApplicationEventPublisher publisher) {
		String role = role(event);
		Recording recording = (role != null) ? this.recordings.get(role) : null;
		if (recording == null) {
			publisher.publishEvent(event);
			return;
		}
		recording.publishing(event);
		try {
			publisher.publishEvent(event);
		}
		finally {
			recording.published(event);
		}
	}

	private static @Nullable String role(Object event) {
		if (event instanceof AbstractLeaderEvent leaderEvent) {
			return leaderEvent.getRole();
		}
		return (event instanceof LeaderChangedEvent changed) ? changed.getRole() : null;
	}

	/**
	 * Return the events of a role that were published since the test began.
	 * @param role the role
	 * @return {@code OnGrantedEvent}, {@code OnRevokedEvent} and
	 * {@code LeaderChangedEvent}, in order
	 */
	public List<Object> getEvents(String role) {
		return of(role).getEvents();
	}

	/**
	 * Begin anew, as before each test.
	 */
	public void reset() {
		this.recordings.values().forEach(Recording::reset);
	}

	@Override
	public void close() {
		this.recordings.values().forEach(Recording::stop);
	}

	Recording of(String role) {
		Recording recording = this.recordings.get(role);
		if (recording == null) {
			throw new IllegalArgumentException(
					"This instance takes no part in role '" + role + "', only in " + this.recordings.keySet());
		}
		return recording;
	}

	/**
	 * Return the turn of the tests that share the application context and would get into
	 * each other's way.
	 * @return a permit for one test at a time
	 */
	Semaphore getTurn() {
		return this.turn;
	}

}
