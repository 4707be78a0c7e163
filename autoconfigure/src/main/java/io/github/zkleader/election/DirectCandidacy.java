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
import java.util.function.Consumer;

import io.github.zkleader.election.LockRequests.Lock;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

/**
 * A candidacy in one session that proceeds by the answers of ZooKeeper, on its thread,
 * and waits for none: {@linkplain LockCreation create} the lock, read and watch it, read
 * the queue, watch the predecessor only, read the queue again when that is gone. As the
 * own lock's name, session and transaction are known by then, the reading that shows it
 * first is its verification too.
 * <p>
 * Who was read to be the next in line need not read again when its predecessor is
 * deleted. That reading was made after the own lock had been created, so it has shown all
 * that were ever before it, as every lock is created behind those there are; and the own
 * lock lives as long as the session does, which its lease tells better than another
 * reading. Only a deletion by somebody else could contradict. Events of one connection
 * come in the order of the transactions, so it would have been told before; but those
 * after a reconnection do not, so that then the queue is read.
 */
final class DirectCandidacy implements Candidacy, LockCreation.Owner {

	private final String rolePath;

	private final String id;

	private final CuratorFramework client;

	private final DirectCandidacies candidacies;

	private final Runnable onLeave;

	private final Watcher ownWatcher = this::ownChanged;

	private final Watcher predecessorWatcher = this::predecessorChanged;

	private final CountDownLatch released = new CountDownLatch(1);

	private @Nullable LockRequests requests;

	private @Nullable Listener listener;

	private @Nullable String znode;

	private @Nullable String predecessor;

	private volatile @Nullable Grant grant;

	private @Nullable Runnable whenConnected;

	/**
	 * Whether the predecessor is the only one before the own lock, as read through the
	 * connection there is.
	 */
	private boolean next;

	private volatile boolean elected;

	private boolean left;

	private volatile boolean over;

	private volatile boolean seenReleased;

	DirectCandidacy(String rolePath, String id, CuratorFramework client, DirectCandidacies candidacies,
			Runnable onLeave) {
		this.rolePath = rolePath;
		this.id = id;
		this.client = client;
		this.candidacies = candidacies;
		this.onLeave = onLeave;
	}

	@Override
	public synchronized void start(Listener listener) {
		this.listener = listener;
		try {
			this.requests = new LockRequests(this.client, this.rolePath);
			new LockCreation(this.requests, this.id, this).start();
		}
		catch (Exception ex) {
			failed(new CampaignException("ZooKeeper cannot be asked: " + ex.getMessage(), ex));
		}
	}

	@Override
	public synchronized boolean wantsLock() {
		return !this.left;
	}

	@Override
	public synchronized void created(LockRequests requests, String znode) {
		this.znode = znode;
		if (this.left) {
			delete(requests, znode);
		}
		else {
			tell(Listener::onJoined);
			look(requests, znode);
		}
	}

	private void look(LockRequests requests, String znode) {
		if (this.grant == null) {
			requests.read(znode, this.ownWatcher, (code, lock) -> ownSeen(requests, znode, code, lock));
		}
		requests.locks((code, locks) -> queueSeen(requests, znode, code, locks));
	}

	private synchronized void ownSeen(LockRequests requests, String znode, Code code, Lock lock) {
		if (lock.stat() != null && lock.belongsTo(requests.sessionId())) {
			this.grant = new Grant(znode, requests.sessionId(), lock.stat().getCzxid());
		}
		else if (code == Code.NONODE) {
			deleted();
		}
	}

	private synchronized void queueSeen(LockRequests requests, String znode, Code code, List<String> locks) {
		this.next = false;
		if (this.left || this.over || this.elected) {
			return;
		}
		if (code != Code.OK && code != Code.NONODE) {
			unanswered(code, () -> look(requests, znode));
			return;
		}
		int place = locks.indexOf(ZKPaths.getNodeFromPath(znode));
		if (place < 0) {
			deleted();
		}
		else if (place == 0 && this.grant != null) {
			elected();
		}
		else if (place == 0) {
			failed(new CampaignException("the lock " + znode + " cannot be read"));
		}
		else {
			this.next = place == 1 && this.grant != null;
			watch(requests, znode, ZKPaths.makePath(this.rolePath, locks.get(place - 1)));
		}
	}

	private void elected() {
		this.elected = true;
		tell(Listener::onElected);
	}

	private void watch(LockRequests requests, String znode, String predecessor) {
		this.predecessor = predecessor;
		requests.read(predecessor, this.predecessorWatcher,
				(code, lock) -> predecessorSeen(requests, znode, predecessor, code, lock));
	}

	// The predecessor is another candidate, as a rule. It would be waited for in vain if
	// it was left behind by this very instance.
	private synchronized void predecessorSeen(LockRequests requests, String znode, String predecessor, Code code,
			Lock lock) {
		if (this.left || this.over) {
			return;
		}
		if (code == Code.NONODE) {
			predecessorGone(requests, znode);
		}
		else if (code != Code.OK) {
			unanswered(code, () -> look(requests, znode));
		}
		else if (lock.id().equals(this.id) && lock.belongsTo(requests.sessionId())) {
			requests.delete(predecessor, this::leftoverDeleted);
		}
	}

	private synchronized void leftoverDeleted(Code code) {
		if (code != Code.OK && code != Code.NONODE) {
			unanswered(code, () -> {
			});
		}
	}

	private void predecessorChanged(WatchedEvent event) {
		if (event.getType() == EventType.None) {
			stateChanged(event.getState());
			return;
		}
		synchronized (this) {
			if (this.requests != null && this.znode != null && !this.left && !this.over) {
				if (event.getType() == EventType.NodeDeleted) {
					predecessorGone(this.requests, this.znode);
				}
				else {
					look(this.requests, this.znode);
				}
			}
		}
	}

	private void predecessorGone(LockRequests requests, String znode) {
		if (this.next && !this.elected) {
			elected();
		}
		else {
			look(requests, znode);
		}
	}

	/**
	 * Reads the queue now, so that this is not to be done when the predecessor goes.
	 */
	@Override
	public synchronized void reachedFront() {
		if (this.requests != null && this.znode != null && !this.left && !this.over && !this.elected && !this.next) {
			look(this.requests, this.znode);
		}
	}

	private void ownChanged(WatchedEvent event) {
		if (event.getType() == EventType.None) {
			stateChanged(event.getState());
		}
		else if (event.getType() == EventType.NodeDeleted) {
			deleted();
		}
		else {
			unwatched();
		}
	}

	/**
	 * Somebody has written to the own lock, which has used up its watch.
	 */
	private synchronized void unwatched() {
		if (this.requests != null && this.znode != null && !this.left && !this.over && !this.elected) {
			this.next = false;
			this.grant = null;
			look(this.requests, this.znode);
		}
	}

	private void stateChanged(KeeperState state) {
		if (state == KeeperState.Expired || state == KeeperState.Closed) {
			sessionLost();
		}
		else if (state == KeeperState.Disconnected) {
			disconnected();
		}
	}

	private synchronized void disconnected() {
		this.next = false;
	}

	/**
	 * A request was not answered as it should be. One that was lost with the connection
	 * is followed up when there is one again.
	 */
	@Override
	public synchronized void unanswered(Code code, Runnable whenConnected) {
		switch (code) {
			case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONMOVED -> {
				this.whenConnected = whenConnected;
				this.candidacies.await(this);
			}
			case SESSIONEXPIRED -> sessionLost();
			default -> failed(CampaignFailures.describe(this.rolePath, KeeperException.create(code, this.rolePath)));
		}
	}

	/**
	 * There is a connection again.
	 */
	synchronized void connected() {
		Runnable whenConnected = this.whenConnected;
		this.whenConnected = null;
		if (whenConnected != null && !this.over) {
			whenConnected.run();
		}
	}

	private synchronized void deleted() {
		this.over = true;
		this.seenReleased = true;
		released();
		tell(Listener::onDeleted);
	}

	/**
	 * Whoever was not elected is told by the loss of the connection.
	 */
	private synchronized void sessionLost() {
		this.over = true;
		this.seenReleased = true;
		released();
		if (this.elected) {
			tell(Listener::onSessionLost);
		}
	}

	@Override
	public synchronized void failed(CampaignException failure) {
		this.over = this.znode == null;
		if (this.over) {
			released();
		}
		tell((listener) -> listener.onFailed(failure));
	}

	private void tell(Consumer<Listener> message) {
		Listener listener = this.listener;
		if (listener != null && !this.left) {
			message.accept(listener);
		}
	}

	@Override
	public Optional<Grant> verify() {
		return (this.elected && !this.over) ? Optional.ofNullable(this.grant) : Optional.empty();
	}

	@Override
	public synchronized boolean isInQueue() {
		return !this.over;
	}

	@Override
	public boolean leave(Duration timeout) {
		boolean holdsLock;
		synchronized (this) {
			if (this.left) {
				return true;
			}
			this.left = true;
			holdsLock = this.elected;
			release();
		}
		try {
			return !holdsLock || (this.released.await(timeout.toNanos(), TimeUnit.NANOSECONDS) && this.seenReleased);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.onLeave.run();
		}
	}

	/**
	 * Delete the lock. If its creation is not answered yet, that is done when it is.
	 */
	private void release() {
		if (this.requests == null || this.over) {
			released();
		}
		else if (this.znode != null) {
			delete(this.requests, this.znode);
		}
		if (this.requests != null && this.predecessor != null && !this.elected) {
			this.requests.unwatch(this.predecessor, this.predecessorWatcher);
		}
	}

	private void delete(LockRequests requests, String znode) {
		this.whenConnected = null;
		requests.delete(znode, this::deleteAnswered);
	}

	private synchronized void deleteAnswered(Code code) {
		boolean passing = code == Code.CONNECTIONLOSS || code == Code.OPERATIONTIMEOUT;
		this.seenReleased |= code == Code.OK || code == Code.NONODE;
		if (!passing) {
			released();
		}
	}

	private void released() {
		this.released.countDown();
	}

}
