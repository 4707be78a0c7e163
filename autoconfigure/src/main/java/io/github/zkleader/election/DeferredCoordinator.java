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
import java.util.function.Supplier;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeaderElections;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the coordinator when the elections are started first, on a thread of its own:
 * what it is made of takes as long to load as a small application to start, and no
 * application has to wait for that. Until then there is no connection, and nobody is
 * elected.
 */
final class DeferredCoordinator implements Coordinator {

	/**
	 * How long a stop waits for what is just being made. It takes a fraction of that on a
	 * busy machine.
	 */
	private static final Duration MAKING = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(LeaderElections.class);

	private final Supplier<? extends Coordinator> factory;

	private final String connectString;

	private final LeaseClock clock;

	private volatile @Nullable Coordinator made;

	private volatile Coordinator current = new AbsentCoordinator();

	private volatile @Nullable String problem;

	private volatile long startedAt;

	private @Nullable Thread starter;

	private boolean started;

	/**
	 * Create a new coordinator.
	 * @param connectString the servers, without credentials
	 * @param clock the clock of the coordinator
	 * @param factory makes the coordinator
	 */
	DeferredCoordinator(String connectString, LeaseClock clock, Supplier<? extends Coordinator> factory) {
		this.connectString = connectString;
		this.clock = clock;
		this.factory = factory;
	}

	@Override
	public synchronized void start(Listener listener) {
		Coordinator made = this.made;
		if (made != null) {
			start(made, listener);
			return;
		}
		this.startedAt = System.nanoTime();
		Thread starter = Threads.daemon("zkleader-start", () -> make(listener));
		this.starter = starter;
		starter.start();
	}

	private void start(Coordinator made, Listener listener) {
		this.starter = null;
		this.started = true;
		this.current = made;
		made.start(listener);
	}

	private void make(Listener listener) {
		Backoff backoff = new Backoff();
		while (isWanted()) {
			try {
				made(this.factory.get(), listener);
				return;
			}
			catch (RuntimeException | LinkageError ex) {
				failed(ex);
			}
			if (!pause(backoff.next())) {
				return;
			}
		}
	}

	private synchronized void made(Coordinator coordinator, Listener listener) {
		Coordinator made = this.made;
		if (made == null) {
			made = coordinator;
			this.made = made;
		}
		if (isWanted()) {
			this.problem = null;
			start(made, listener);
		}
	}

	private synchronized void failed(Throwable failure) {
		String problem = String.valueOf(failure);
		if (isWanted() && !problem.equals(this.problem)) {
			this.problem = problem;
			logger.error("There is no client to elect with", failure);
		}
	}

	private synchronized boolean pause(Duration duration) {
		try {
			if (isWanted()) {
				TimeUnit.NANOSECONDS.timedWait(this, duration.toNanos());
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private synchronized boolean isWanted() {
		return Thread.currentThread().equals(this.starter);
	}

	/**
	 * What is just being made is waited for: whoever made it has to be able to close it
	 * after the elections.
	 */
	@Override
	public void stop() {
		Thread starter = dismiss();
		if (starter != null) {
			awaitEnd(starter);
		}
		stopMade();
	}

	private synchronized @Nullable Thread dismiss() {
		Thread starter = this.starter;
		this.starter = null;
		this.startedAt = 0;
		notifyAll();
		return starter;
	}

	private static void awaitEnd(Thread starter) {
		try {
			starter.join(MAKING.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void stopMade() {
		if (this.started) {
			this.started = false;
			this.current.stop();
		}
	}

	@Override
	public Coordinator settled() {
		return this.current;
	}

	@Override
	public boolean isConnected() {
		return this.current.isConnected();
	}

	@Override
	public boolean isValid(long sessionId) {
		return this.current.isValid(sessionId);
	}

	@Override
	public boolean isValid(long sessionId, long nanoTime, long currentTimeMillis) {
		return this.current.isValid(sessionId, nanoTime, currentTimeMillis);
	}

	@Override
	public LeaseClock getClock() {
		return this.clock;
	}

	@Override
	public boolean isRenewed(long sessionId) {
		return this.current.isRenewed(sessionId);
	}

	@Override
	public long leaseRemaining() {
		return this.current.leaseRemaining();
	}

	@Override
	public long leaseTimeout() {
		return this.current.leaseTimeout();
	}

	@Override
	public ConnectionStatus getStatus() {
		Coordinator made = this.made;
		if (made != null) {
			return made.getStatus();
		}
		long startedAt = this.startedAt;
		return new ConnectionStatus((startedAt != 0) ? ConnectionStatus.State.CONNECTING : ConnectionStatus.State.NONE,
				this.connectString, null, null, null,
				(startedAt != 0) ? Duration.ofNanos(System.nanoTime() - startedAt) : null, this.problem);
	}

	@Override
	public void probe(String role) throws CampaignException, InterruptedException {
		this.current.probe(role);
	}

	@Override
	public Candidacy candidacy(String role) throws CampaignException {
		return this.current.candidacy(role);
	}

	@Override
	public void elected(String role) {
		this.current.elected(role);
	}

	@Override
	public Candidates look(String role, Candidates known, boolean withParticipants, QueueListener listener)
			throws Exception {
		return this.current.look(role, known, withParticipants, listener);
	}

	@Override
	public TickStore ticks(String role) {
		return new DeferredTickStore(() -> this.current.ticks(role));
	}

	@Override
	public void hold(Grant grant, Runnable onGone) {
		this.current.hold(grant, onGone);
	}

	@Override
	public void letGo(Grant grant) {
		this.current.letGo(grant);
	}

}
