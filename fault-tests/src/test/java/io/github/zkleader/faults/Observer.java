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

package io.github.zkleader.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.processes.EnsembleServer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * Sees the lock znodes of a role come and go by plain ZooKeeper clients, one connected to
 * each server, and notes when the first of the servers said that one is gone.
 */
final class Observer implements AutoCloseable {

	private static final int SESSION_TIMEOUT_MILLIS = 10_000;

	private final String rolePath;

	private final List<Eye> eyes;

	private final Map<Long, Long> gone = new ConcurrentHashMap<>();

	private final Set<Long> seen = ConcurrentHashMap.newKeySet();

	Observer(String rolePath, List<EnsembleServer> servers) {
		this.rolePath = rolePath;
		this.eyes = servers.stream().map((server) -> new Eye("127.0.0.1:" + server.getClientPort())).toList();
	}

	/**
	 * Return when the first server said that a lock znode is gone.
	 * @param token the transaction that created the znode
	 * @return the time, or {@link Long#MAX_VALUE}
	 */
	long gone(long token) {
		return this.gone.getOrDefault(token, Long.MAX_VALUE);
	}

	/**
	 * Return the lock znodes that were seen and are not gone.
	 * @return the transactions that created them, ordered
	 */
	List<Long> present() {
		return this.seen.stream().filter((token) -> !this.gone.containsKey(token)).sorted().toList();
	}

	/**
	 * Delete a lock znode.
	 * @param token the transaction that created it
	 */
	void delete(long token) {
		this.eyes.get(0).delete(token);
	}

	@Override
	public void close() {
		this.eyes.forEach(Eye::close);
	}

	/**
	 * Looks at one server.
	 */
	private final class Eye implements Watcher {

		private final String server;

		private final Map<String, Long> tokens = new ConcurrentHashMap<>();

		private volatile boolean closed;

		private volatile ZooKeeper zooKeeper;

		Eye(String server) {
			this.server = server;
			open();
		}

		private synchronized void open() {
			try {
				if (!this.closed) {
					this.zooKeeper = new ZooKeeper(this.server, SESSION_TIMEOUT_MILLIS, this);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void process(WatchedEvent event) {
			long now = System.nanoTime();
			switch (event.getType()) {
				case NodeDeleted -> deleted(event.getPath(), now);
				case NodeChildrenChanged, NodeCreated -> look();
				case None -> connection(event.getState());
				default -> {
				}
			}
		}

		private void connection(Event.KeeperState state) {
			if (state == Event.KeeperState.SyncConnected) {
				look();
			}
			else if (state == Event.KeeperState.Expired) {
				open();
			}
		}

		private void deleted(String path, long now) {
			if (path.equals(Observer.this.rolePath)) {
				look();
				return;
			}
			Long token = this.tokens.remove(path);
			if (token != null) {
				Observer.this.gone.merge(token, now, Math::min);
			}
		}

		private void look() {
			ZooKeeper zooKeeper = this.zooKeeper;
			if (zooKeeper == null) {
				return;
			}
			zooKeeper.getChildren(Observer.this.rolePath, this, (code, path, context, names, stat) -> {
				if (code == Code.OK.intValue()) {
					names.stream().filter((name) -> name.contains("lock-")).forEach(this::look);
					long now = System.nanoTime();
					this.tokens.keySet()
						.stream()
						.filter((known) -> !names.contains(known.substring(known.lastIndexOf('/') + 1)))
						.forEach((known) -> deleted(known, now));
				}
				else if (code == Code.NONODE.intValue()) {
					zooKeeper.exists(Observer.this.rolePath, this,
							(existsCode, existsPath, existsContext, existing) -> {
								if (existing != null) {
									look();
								}
							}, null);
				}
			}, null);
		}

		private void look(String name) {
			String znode = Observer.this.rolePath + "/" + name;
			if (!this.tokens.containsKey(znode)) {
				this.zooKeeper.exists(znode, this, (code, path, context, stat) -> {
					if (stat != null) {
						this.tokens.put(znode, stat.getCzxid());
						Observer.this.seen.add(stat.getCzxid());
					}
				}, null);
			}
		}

		void delete(long token) {
			this.tokens.forEach((path, existing) -> {
				if (existing == token) {
					this.zooKeeper.delete(path, -1, (code, deleted, context) -> {
					}, null);
				}
			});
		}

		synchronized void close() {
			this.closed = true;
			try {
				this.zooKeeper.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
