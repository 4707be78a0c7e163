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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.CreateResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the lock znodes of a role without waiting for the answers, through the raw
 * handle of one session: nothing is sent again by anybody else, and all of it concerns
 * that session. The answers come on ZooKeeper's thread.
 */
final class LockRequests {

	private final CuratorFramework client;

	private final ZooKeeper zooKeeper;

	private final String rolePath;

	LockRequests(CuratorFramework client, String rolePath) throws Exception {
		this.client = client;
		this.zooKeeper = client.getZookeeperClient().getZooKeeper();
		this.rolePath = rolePath;
	}

	/**
	 * Return a new prefix of a lock znode, by which it is found when the answer to its
	 * creation is lost. The same as Curator's recipe has.
	 * @return the prefix
	 */
	static String newPrefix() {
		return "_c_" + UUID.randomUUID() + "-" + LockZnodes.LOCK_NAME;
	}

	long sessionId() {
		return this.zooKeeper.getSessionId();
	}

	/**
	 * Create a lock znode, if what was created can be deleted too.
	 * @param prefix its prefix
	 * @param id what it carries
	 * @param withParent whether to create its parent too
	 * @param answer is given the full path of the znode
	 * @throws Exception if that cannot be asked for
	 */
	void create(String prefix, String id, boolean withParent, Answer<Optional<String>> answer) throws Exception {
		String probe = this.rolePath + "/probe-" + UUID.randomUUID();
		List<Op> operations = new ArrayList<>();
		if (withParent) {
			operations.add(create(this.rolePath, CreateMode.CONTAINER, ""));
		}
		operations.add(create(probe, CreateMode.EPHEMERAL, ""));
		operations.add(this.client.transactionOp().delete().forPath(probe).get());
		operations.add(create(this.rolePath + "/" + prefix, CreateMode.EPHEMERAL_SEQUENTIAL, id));
		MultiCallback callback = (code, path, context, results) -> answer.accept(Code.get(code),
				(code == Code.OK.intValue()) ? Optional.of(created(results)) : Optional.empty());
		this.zooKeeper.multi(operations, callback, null);
	}

	private Op create(String path, CreateMode mode, String data) throws Exception {
		return this.client.transactionOp()
			.create()
			.withMode(mode)
			.forPath(path, data.getBytes(StandardCharsets.UTF_8))
			.get();
	}

	private String created(List<OpResult> results) {
		CreateResult lock = (CreateResult) results.get(results.size() - 1);
		return ZKPaths.makePath(this.rolePath, ZKPaths.getNodeFromPath(lock.getPath()));
	}

	/**
	 * Find a lock znode after an answer was lost, when all that was sent before has been
	 * applied.
	 * @param prefix its prefix
	 * @param answer is given its full path, if there is one
	 */
	void find(String prefix, Answer<Optional<String>> answer) {
		this.zooKeeper.sync(raw(this.rolePath), (code, path, context) -> {
			if (code != Code.OK.intValue()) {
				answer.accept(Code.get(code), Optional.empty());
				return;
			}
			locks((found, locks) -> answer.accept(found,
					locks.stream()
						.filter((lock) -> lock.startsWith(prefix))
						.findFirst()
						.map((lock) -> ZKPaths.makePath(this.rolePath, lock))));
		}, null);
	}

	/**
	 * Read the names of the lock znodes.
	 * @param answer is given the names, the first one first
	 */
	void locks(Answer<List<String>> answer) {
		this.zooKeeper.getChildren(raw(this.rolePath), false, (code, path, context, names) -> answer
			.accept(Code.get(code), (names != null) ? LockZnodes.inOrder(names) : List.of()), null);
	}

	/**
	 * Read and watch a lock znode.
	 * @param znode its full path
	 * @param watcher is told what happens to it
	 * @param answer is given what was read
	 */
	void read(String znode, Watcher watcher, Answer<Lock> answer) {
		this.zooKeeper.getData(raw(znode), watcher, (code, path, context, data, stat) -> answer.accept(Code.get(code),
				new Lock((data != null) ? new String(data, StandardCharsets.UTF_8) : "", stat)), null);
	}

	/**
	 * Watch a lock znode no longer.
	 * @param znode its full path
	 * @param watcher the watcher
	 */
	void unwatch(String znode, Watcher watcher) {
		this.zooKeeper.removeWatches(raw(znode), watcher, WatcherType.Data, true, (code, path, context) -> {
		}, null);
	}

	/**
	 * Delete a lock znode, whatever becomes of the connection or the session.
	 * @param znode its full path
	 * @param answer is told the outcome
	 */
	void delete(String znode, Consumer<Code> answer) {
		this.zooKeeper.delete(raw(znode), -1, (result, path, context) -> {
			Code code = Code.get(result);
			if (code == Code.OK || code == Code.NONODE) {
				answer.accept(code);
			}
			else {
				deleteInTheEnd(znode, answer);
			}
		}, null);
	}

	private void deleteInTheEnd(String znode, Consumer<Code> answer) {
		try {
			this.client.delete()
				.guaranteed()
				.inBackground((client, event) -> answer.accept(Code.get(event.getResultCode())))
				.forPath(znode);
		}
		catch (Exception ex) {
			answer.accept(Code.SESSIONEXPIRED);
		}
	}

	private String raw(String path) {
		return RawPath.of(this.client, path);
	}

	/**
	 * What was read of a lock znode.
	 *
	 * @param id the id it carries
	 * @param stat what the servers know of it, or {@code null} if it was not found
	 */
	record Lock(String id, @Nullable Stat stat) {

		boolean belongsTo(long sessionId) {
			return this.stat != null && this.stat.getEphemeralOwner() == sessionId;
		}

	}

	/**
	 * Is given the answer to a request.
	 *
	 * @param <T> the type of the answer
	 */
	@FunctionalInterface
	interface Answer<T> {

		void accept(Code code, T value);

	}

}
