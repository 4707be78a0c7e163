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

package io.github.zkleader.benchmarks.contenders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Creates an ephemeral znode for each role. Who succeeds leads; the others watch it, and
 * try again when it is gone.
 */
final class NaiveContender implements Contender, Watcher {

	private final Settings settings;

	private final Grants grants;

	private final List<String> roles;

	private final Set<String> leading = ConcurrentHashMap.newKeySet();

	private volatile ZooKeeper client;

	private volatile boolean started;

	NaiveContender(Settings settings, Grants grants) {
		this.settings = settings;
		this.grants = grants;
		this.roles = settings.roleNames();
		this.client = connect();
	}

	private ZooKeeper connect() {
		try {
			return new ZooKeeper(this.settings.connectString(), this.settings.sessionTimeoutMillis(), this);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void start() {
		this.started = true;
		create(this.settings.path(), CreateMode.PERSISTENT);
		this.roles.forEach(this::attempt);
	}

	private void create(String path, CreateMode mode) {
		this.client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, mode, (code, name, context, created) -> {
		}, null);
	}

	private void attempt(String role) {
		this.client.create(this.settings.rolePath(role), new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL,
				(code, path, context, name) -> {
					if (code == Code.OK.intValue()) {
						this.leading.add(role);
						this.grants.granted(role);
					}
					else if (code == Code.NODEEXISTS.intValue()) {
						watch(role);
					}
				}, null);
	}

	private void watch(String role) {
		this.client.exists(this.settings.rolePath(role), true, (code, path, context, stat) -> {
			if (code == Code.NONODE.intValue()) {
				attempt(role);
			}
		}, null);
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getType() == EventType.NodeDeleted) {
			String role = event.getPath().substring(this.settings.path().length() + 1);
			if (!this.leading.contains(role)) {
				attempt(role);
			}
		}
		else if (event.getState() == KeeperState.Expired && this.started) {
			this.leading.forEach(this.grants::revoked);
			this.leading.clear();
			this.client = connect();
			this.roles.forEach(this::attempt);
		}
		else if (event.getState() == KeeperState.SyncConnected && event.getType() == EventType.None && this.started) {
			this.roles.stream().filter((role) -> !this.leading.contains(role)).forEach(this::watch);
		}
	}

	@Override
	public void run(Runnable work) {
		if (this.leading.contains(this.roles.get(0))) {
			work.run();
		}
	}

	@Override
	public void giveUp() {
		String role = this.roles.get(0);
		this.leading.remove(role);
		this.grants.revoked(role);
		this.client.delete(this.settings.rolePath(role), -1, (code, path, context) -> watch(role), null);
	}

	@Override
	public void close() {
		this.started = false;
		this.leading.clear();
		try {
			this.client.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
