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

import java.util.ArrayList;
import java.util.List;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Talks through the raw handle of a Curator client: no retry that would hide when a
 * renewal was sent, and no event thread that a blocked callback could hold up. A
 * {@code multi} goes through the quorum; a lone check would be answered as a read.
 */
final class CuratorSessionTransport implements SessionTransport {

	private static final int ANY_VERSION = -1;

	private final CuratorFramework client;

	private final String basePath;

	CuratorSessionTransport(CuratorFramework client, String basePath) {
		this.client = client;
		this.basePath = basePath;
	}

	@Override
	public Session session() throws Exception {
		return new RawSession(this.client.getZookeeperClient().getZooKeeper());
	}

	private String raw(String path) {
		return RawPath.of(this.client, path);
	}

	private static int missing(@Nullable List<OpResult> results) {
		for (int i = 0; results != null && i < results.size(); i++) {
			if (results.get(i) instanceof ErrorResult error
					&& error.getErr() == KeeperException.Code.NONODE.intValue()) {
				return i;
			}
		}
		return -1;
	}

	private final class RawSession implements Session {

		private final ZooKeeper zooKeeper;

		RawSession(ZooKeeper zooKeeper) {
			this.zooKeeper = zooKeeper;
		}

		@Override
		public long id() {
			return this.zooKeeper.getSessionId();
		}

		@Override
		public int timeoutMillis() {
			return this.zooKeeper.getSessionTimeout();
		}

		@Override
		public @Nullable Moment opened() {
			return (this.zooKeeper instanceof OpenedHandle handle) ? handle.getOpened() : null;
		}

		@Override
		public List<String> commit(List<String> znodes) throws KeeperException, InterruptedException {
			List<Op> checks = new ArrayList<>(znodes.size() + 1);
			checks.add(Op.check(raw(CuratorSessionTransport.this.basePath), ANY_VERSION));
			znodes.forEach((znode) -> checks.add(Op.check(raw(znode), ANY_VERSION)));
			try {
				this.zooKeeper.multi(checks);
				return List.of();
			}
			catch (KeeperException.NoNodeException ex) {
				int missing = missing(ex.getResults());
				if (missing < 1) {
					throw ex;
				}
				return List.of(znodes.get(missing - 1));
			}
		}

	}

}
