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

package io.github.zkleader.benchmarks.gate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * Has ShedLock keep its locks in ZooKeeper with the operations of ShedLock's own provider
 * for ZooKeeper: a lock is a znode that says until when it is held; it is read and
 * written to lock, and written to unlock.
 */
class LockPerRun implements LockProvider {

	private final CuratorFramework client;

	LockPerRun(CuratorFramework client) {
		this.client = client;
	}

	@Override
	public Optional<SimpleLock> lock(LockConfiguration configuration) {
		String path = "/shedlock/" + configuration.getName();
		try {
			return tryLock(path, configuration) ? Optional.of(new Lock(path, configuration)) : Optional.empty();
		}
		catch (KeeperException.BadVersionException | KeeperException.NodeExistsException ex) {
			return Optional.empty();
		}
		catch (Exception ex) {
			throw new LockException("Cannot lock " + path, ex);
		}
	}

	private boolean tryLock(String path, LockConfiguration configuration) throws Exception {
		byte[] until = data(configuration.getLockAtMostUntil());
		Stat stat = new Stat();
		byte[] current;
		try {
			current = this.client.getData().storingStatIn(stat).forPath(path);
		}
		catch (KeeperException.NoNodeException ex) {
			this.client.create().creatingParentsIfNeeded().forPath(path, until);
			return true;
		}
		if (Instant.parse(new String(current, StandardCharsets.US_ASCII)).isAfter(Instant.now())) {
			return false;
		}
		this.client.setData().withVersion(stat.getVersion()).forPath(path, until);
		return true;
	}

	private static byte[] data(Instant instant) {
		return instant.toString().getBytes(StandardCharsets.US_ASCII);
	}

	private final class Lock extends AbstractSimpleLock {

		private final String path;

		private final LockConfiguration configuration;

		Lock(String path, LockConfiguration configuration) {
			super(configuration);
			this.path = path;
			this.configuration = configuration;
		}

		@Override
		protected void doUnlock() {
			try {
				LockPerRun.this.client.setData().forPath(this.path, data(this.configuration.getUnlockTime()));
			}
			catch (Exception ex) {
				throw new LockException("Cannot unlock " + this.path, ex);
			}
		}

	}

}
