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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.zkleader.ConnectionStatus;

/**
 * Elects this instance at once, without ZooKeeper: for development. The fencing token is
 * taken from the wall clock, so that it increases from one start to the next.
 */
final class StandaloneCoordinator implements Coordinator {

	private static final long SESSION_ID = 1;

	private static final Duration ENDLESS = Duration.ofDays(1);

	private final String id;

	private final Clock clock;

	StandaloneCoordinator(String id, Clock clock) {
		this.id = id;
		this.clock = clock;
	}

	@Override
	public void start(Coordinator.Listener listener) {
	}

	@Override
	public void stop() {
	}

	@Override
	public boolean isConnected() {
		return true;
	}

	@Override
	public boolean isValid(long sessionId) {
		return true;
	}

	@Override
	public boolean isRenewed(long sessionId) {
		return true;
	}

	@Override
	public long leaseRemaining() {
		return ENDLESS.toNanos();
	}

	@Override
	public long leaseTimeout() {
		return ENDLESS.toNanos();
	}

	@Override
	public ConnectionStatus getStatus() {
		return new ConnectionStatus(ConnectionStatus.State.NONE, null, null, null, null, null,
				"standalone: this instance leads without asking anybody");
	}

	@Override
	public void probe(String role) {
	}

	@Override
	public Candidacy candidacy(String role) {
		return new StandaloneCandidacy(new Grant("", SESSION_ID, this.clock.millis()));
	}

	@Override
	public void elected(String role) {
	}

	@Override
	public Candidates look(String role, Candidates known, boolean withParticipants, QueueListener listener) {
		return new Candidates(this.id, known.fencingToken(), 1, Map.of("standalone", this.id), this.clock.instant(),
				List.of(), null);
	}

	@Override
	public TickStore ticks(String role) {
		return new InMemoryTickStore(new InMemoryTickStore.Shelf(), this.id, () -> true, (grant) -> true);
	}

	@Override
	public void hold(Grant grant, Runnable onGone) {
	}

	@Override
	public void letGo(Grant grant) {
	}

	private record StandaloneCandidacy(Grant grant) implements Candidacy {

		@Override
		public void start(Candidacy.Listener listener) {
			listener.onJoined();
			listener.onElected();
		}

		@Override
		public Optional<Grant> verify() {
			return Optional.of(this.grant);
		}

		@Override
		public boolean isInQueue() {
			return true;
		}

		@Override
		public boolean leave(Duration timeout) {
			return true;
		}

	}

}
