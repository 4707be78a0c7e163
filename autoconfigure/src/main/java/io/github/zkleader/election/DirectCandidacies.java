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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;

/**
 * Makes candidacies that elect by asynchronous requests, and has those go on that wait
 * for a connection, also after they have left: what they may have created must not stay.
 */
final class DirectCandidacies implements Candidacies, ConnectionStateListener {

	private final ElectionSettings settings;

	private final CuratorFramework client;

	private final LockZnodes lockZnodes;

	private final Znodes znodes;

	private final Set<String> probed = ConcurrentHashMap.newKeySet();

	private final Set<DirectCandidacy> waiting = ConcurrentHashMap.newKeySet();

	private volatile boolean basePathExists;

	private boolean listening;

	DirectCandidacies(ElectionSettings settings, CuratorFramework client, LockZnodes lockZnodes, Znodes znodes) {
		this.settings = settings;
		this.client = client;
		this.lockZnodes = lockZnodes;
		this.znodes = znodes;
	}

	/**
	 * The candidacy itself tells what is missing, but for the base path. Nothing can be
	 * left over the first time.
	 */
	@Override
	public void probe(String role) throws CampaignException, InterruptedException {
		boolean first = this.probed.add(role);
		if (!first || !this.basePathExists) {
			this.znodes.create(this.settings.path(), CreateMode.PERSISTENT);
			this.basePathExists = true;
		}
		if (!first) {
			this.lockZnodes.deleteLeftovers(this.settings.rolePath(role), this.settings.id(), this.znodes);
		}
	}

	@Override
	public Candidacy create(String role, String rolePath, Runnable onLeave) {
		return new DirectCandidacy(rolePath, this.settings.id(), this.client, this, onLeave);
	}

	/**
	 * A candidacy waits for a connection.
	 * @param candidacy the candidacy
	 */
	void await(DirectCandidacy candidacy) {
		this.waiting.add(candidacy);
		listen();
	}

	private synchronized void listen() {
		boolean needed = !this.waiting.isEmpty();
		if (needed && !this.listening) {
			this.client.getConnectionStateListenable().addListener(this);
		}
		else if (!needed && this.listening) {
			this.client.getConnectionStateListenable().removeListener(this);
		}
		this.listening = needed;
	}

	@Override
	public void stateChanged(CuratorFramework client, ConnectionState newState) {
		if (newState == ConnectionState.RECONNECTED || newState == ConnectionState.CONNECTED) {
			Set<DirectCandidacy> waiting = Set.copyOf(this.waiting);
			this.waiting.removeAll(waiting);
			listen();
			waiting.forEach(DirectCandidacy::connected);
		}
	}

}
