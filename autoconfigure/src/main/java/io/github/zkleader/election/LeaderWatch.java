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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.election.Coordinator.QueueListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Follows who leads a role, on every instance. Only the first candidate's znode is
 * watched and, far back in the queue, the one before the own, so a fail-over costs each
 * instance two reads, or one small one if there are many. The ids of all candidates are
 * looked up in the background when somebody asks for them and they are not fresh.
 */
final class LeaderWatch implements QueueListener {

	private static final Log logger = LogFactory.getLog(LeaderElections.class);

	private static final long FRESH = Duration.ofSeconds(5).toNanos();

	private final String role;

	private final Coordinator coordinator;

	private final SerialExecutor executor;

	private final Timer timer;

	private final RoleEvents events;

	private final RoleJournal journal;

	private final RoleTicks ticks;

	private final AtomicBoolean refreshing = new AtomicBoolean();

	private final AtomicReference<List<String>> gone = new AtomicReference<>(List.of());

	private volatile boolean changed;

	private volatile @Nullable Runnable onFront;

	private volatile Candidates candidates = Candidates.UNKNOWN;

	private volatile boolean watching;

	private volatile long participantsAt = System.nanoTime() - FRESH;

	LeaderWatch(String role, Coordinator coordinator, SerialExecutor executor, Timer timer, RoleEvents events,
			RoleJournal journal, RoleTicks ticks) {
		this.role = role;
		this.coordinator = coordinator;
		this.executor = executor;
		this.timer = timer;
		this.events = events;
		this.journal = journal;
		this.ticks = ticks;
	}

	/**
	 * Return what was last seen, and have another look in the background if it is old.
	 * @return the candidates
	 */
	Candidates getCandidates() {
		if (System.nanoTime() - this.participantsAt > FRESH && this.coordinator.isConnected()) {
			this.participantsAt = System.nanoTime();
			this.executor.execute(() -> look(true));
		}
		return this.candidates;
	}

	/**
	 * Begin to watch, in the background.
	 * @param onFront called when this instance is no longer far back in the queue; must
	 * not block
	 */
	void start(Runnable onFront) {
		this.onFront = onFront;
		this.watching = true;
		refresh();
	}

	void stop() {
		this.watching = false;
	}

	/**
	 * Have a look at all candidates in the background, in a moment.
	 */
	void refresh() {
		this.changed = true;
		lookInAMoment();
	}

	@Override
	public void onChanged() {
		refresh();
	}

	@Override
	public void onGone(String znode) {
		this.gone.updateAndGet((others) -> Stream.concat(others.stream(), Stream.of(znode)).toList());
		lookInAMoment();
	}

	private void lookInAMoment() {
		if (this.watching && this.refreshing.compareAndSet(false, true)) {
			this.timer.after(Courtesy.among(this.candidates.size()), () -> this.executor.execute(() -> {
				this.refreshing.set(false);
				look(false);
			}));
		}
	}

	private synchronized void look(boolean withParticipants) {
		if (!this.watching || !this.coordinator.isConnected()) {
			return;
		}
		Candidates before = this.candidates;
		try {
			this.candidates = this.coordinator.look(this.role, whatIsLeftOf(before), withParticipants, this);
		}
		catch (Exception ex) {
			this.changed = true;
			logger.debug("Cannot see the candidates of role '" + this.role + "'", ex);
			return;
		}
		Candidates now = this.candidates;
		Runnable onFront = this.onFront;
		if (before.farBack() != null && now.farBack() == null && onFront != null) {
			onFront.run();
		}
		this.ticks.look(now);
		String leaderId = now.leaderId();
		if (this.watching && leaderId != null && !now.hasSameLeader(before)) {
			this.journal.leaderSeen(leaderId, now.fencingToken());
			this.executor.executeNext(() -> this.events.publishLeaderChanged(leaderId, now.fencingToken()));
		}
	}

	private Candidates whatIsLeftOf(Candidates known) {
		Candidates left = known;
		if (this.changed) {
			this.changed = false;
			left = left.withoutFront();
		}
		for (String znode : this.gone.getAndSet(List.of())) {
			left = left.without(znode);
		}
		return left;
	}

}
