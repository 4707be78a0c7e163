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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.leader.Candidate;
import org.springframework.integration.leader.Context;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

/**
 * A candidacy that has Spring Integration's {@link LeaderInitiator} as its elector, and
 * nothing but that: the initiator publishes no events and runs no user code. Its thread
 * is held in {@link #onRevoked} until the hand-over is done, as the lock is released when
 * that returns.
 */
final class InitiatorCandidacy implements Candidacy, Candidate {

	private final String role;

	private final String id;

	private final String rolePath;

	private final LeaderInitiator initiator;

	private final LockZnodes lockZnodes;

	private final Runnable onLeave;

	private final AtomicBoolean left = new AtomicBoolean();

	private final CountDownLatch handedOver = new CountDownLatch(1);

	private final CountDownLatch gone = new CountDownLatch(1);

	private volatile boolean verified;

	private volatile @Nullable String znode;

	private volatile @Nullable Listener listener;

	InitiatorCandidacy(String role, String rolePath, ElectionSettings settings, CuratorFramework client,
			LockZnodes lockZnodes, Runnable onLeave) {
		this.role = role;
		this.id = settings.id();
		this.rolePath = rolePath;
		this.initiator = new LeaderInitiator(client, this, settings.path());
		this.lockZnodes = lockZnodes;
		this.onLeave = onLeave;
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
	public void start(Listener listener) {
		this.listener = listener;
		this.initiator.start();
		listener.onJoined();
	}

	@Override
	public void onGranted(Context context) {
		Listener listener = this.listener;
		if (listener != null && !this.left.get()) {
			listener.onElected();
		}
	}

	@Override
	public void onRevoked(Context context) {
		Listener listener = this.listener;
		if (listener != null && !this.left.get()) {
			listener.onSessionLost();
		}
		boolean done = false;
		while (!done) {
			try {
				this.handedOver.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// The recipe interrupts again when LOST follows SUSPENDED and when it is
				// closed; the lock must not be released before the hand-over is done.
			}
		}
	}

	@Override
	public Optional<Grant> verify() throws CampaignException, InterruptedException {
		try {
			Optional<Grant> grant = this.lockZnodes.verify(this.rolePath, this.id, this.znode, this::watched);
			this.verified = grant.isPresent();
			return grant;
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (KeeperException ex) {
			throw CampaignFailures.describe(this.rolePath, ex);
		}
		catch (Exception ex) {
			throw new CampaignException("the lock under " + this.rolePath + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	@Override
	public boolean isInQueue() throws CampaignException, InterruptedException {
		List<String> locks = this.lockZnodes.locksOf(this.rolePath, this.id);
		this.znode = (locks.size() == 1) ? locks.get(0) : null;
		return !locks.isEmpty();
	}

	private void watched(WatchedEvent event) {
		boolean deleted = event.getType() == Watcher.Event.EventType.NodeDeleted;
		boolean sessionEnded = event.getState() == KeeperState.Expired || event.getState() == KeeperState.Closed;
		if (deleted || sessionEnded) {
			this.gone.countDown();
		}
		Listener listener = this.listener;
		if (deleted && listener != null && !this.left.get()) {
			listener.onDeleted();
		}
	}

	@Override
	public boolean leave(Duration timeout) {
		if (!this.left.compareAndSet(false, true)) {
			return true;
		}
		try {
			this.initiator.stop();
			this.handedOver.countDown();
			return !this.verified || this.gone.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.handedOver.countDown();
			this.onLeave.run();
		}
	}

}
