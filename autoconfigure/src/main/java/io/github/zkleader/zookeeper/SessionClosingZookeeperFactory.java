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

package io.github.zkleader.zookeeper;

import java.io.IOException;

import io.github.zkleader.election.ClosedSessions;
import io.github.zkleader.election.Moment;
import io.github.zkleader.election.OpenedHandle;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * {@link ZookeeperFactory} whose handles record that their session ends before they close
 * it, whoever asks for it: Curator does so for its own reasons, on ZooKeeper's thread.
 * They also know when they were opened.
 */
final class SessionClosingZookeeperFactory implements ZookeeperFactory {

	private final ClosedSessions closedSessions;

	private final ClientSecurity security;

	SessionClosingZookeeperFactory(ClosedSessions closedSessions, ClientSecurity security) {
		this.closedSessions = closedSessions;
		this.security = security;
	}

	@Override
	public ZooKeeper newZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
			throws IOException {
		return newZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, null);
	}

	@Override
	public ZooKeeper newZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly,
			@Nullable ZKClientConfig config) throws IOException {
		ZKClientConfig secured = this.security.secure((config != null) ? config : new ZKClientConfig());
		return new Handle(connectString, sessionTimeout, watcher, canBeReadOnly, secured, this.closedSessions,
				Moment.now());
	}

	@SuppressWarnings({ "try", "UnsynchronizedOverridesSynchronized" })
	private static final class Handle extends ZooKeeperAdmin implements OpenedHandle {

		private final ClosedSessions closedSessions;

		private final Moment opened;

		Handle(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly, ZKClientConfig config,
				ClosedSessions closedSessions, Moment opened) throws IOException {
			super(connectString, sessionTimeout, watcher, canBeReadOnly, config);
			this.closedSessions = closedSessions;
			this.opened = opened;
		}

		@Override
		public Moment getOpened() {
			return this.opened;
		}

		// Not synchronized here: the session has to be marked without waiting for a lock.
		@Override
		public void close() throws InterruptedException {
			this.closedSessions.close(getSessionId());
			super.close();
		}

		@Override
		public boolean close(int waitForShutdownTimeoutMs) throws InterruptedException {
			this.closedSessions.close(getSessionId());
			return super.close(waitForShutdownTimeoutMs);
		}

	}

}
