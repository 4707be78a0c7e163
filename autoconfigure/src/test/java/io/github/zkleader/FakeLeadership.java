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

package io.github.zkleader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@link Leadership} that tests turn by hand.
 */
public class FakeLeadership implements Leadership {

	public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private final String role;

	private final String id;

	private LeadershipStatus status;

	public FakeLeadership(String role, String id) {
		this.role = role;
		this.id = id;
		this.status = status(role, LeadershipState.CONNECTING, null, List.of());
	}

	private static LeadershipStatus status(String role, LeadershipState state, String problem, List<String> overruns) {
		return new LeadershipStatus(role, state, false, null, null, null, null, problem, overruns, List.of(), null,
				List.of(), List.of());
	}

	public FakeLeadership state(LeadershipState state) {
		this.status = status(this.role, state, null, List.of());
		return this;
	}

	public FakeLeadership problem(LeadershipState state, String problem) {
		this.status = status(this.role, state, problem, List.of());
		return this;
	}

	public FakeLeadership overruns(LeadershipState state, String... overruns) {
		this.status = status(this.role, state, null, List.of(overruns));
		return this;
	}

	public Term lead(long fencingToken) {
		List<Participant> participants = new ArrayList<>(List.of(new Participant(this.id, true)));
		participants.add(new Participant("reports-2", false));
		this.status = new LeadershipStatus(this.role, LeadershipState.LEADER, true, this.id, fencingToken, NOW,
				Duration.ofMillis(6100), null, List.of(), participants, NOW.plusSeconds(2),
				List.of(new TaskStatus("reportJob.run", 12, 1, 2, 3, NOW.plusSeconds(3),
						new TickStatus(NOW, 6, 5, 4, 3, 2, 1)), new TaskStatus("mailJob.run", 0, 0, 0, 0, null, null)),
				List.of(new StateChange(NOW, LeadershipState.LEADER, "granted")));
		return getTerm().orElseThrow();
	}

	@Override
	public String getRole() {
		return this.role;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public boolean isLeader() {
		return this.status.leader();
	}

	@Override
	public Optional<Term> getTerm() {
		return this.status.leader() ? Optional.of(new Term(this.role, this.id, this.status.fencingToken(), NOW))
				: Optional.empty();
	}

	@Override
	public LeadershipStatus getStatus() {
		return this.status;
	}

	@Override
	public boolean await(Duration timeout) {
		return isLeader();
	}

	@Override
	public void yield() {
		if (isLeader()) {
			state(LeadershipState.RELEASING);
		}
	}

	@Override
	public void pause() {
		state(LeadershipState.PAUSED);
	}

	@Override
	public void resume() {
		if (this.status.state() == LeadershipState.PAUSED) {
			state(LeadershipState.FOLLOWER);
		}
	}

	@Override
	public boolean guard(Runnable work) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T> Optional<T> callIfLeader(Callable<T> work) {
		throw new UnsupportedOperationException();
	}

}
