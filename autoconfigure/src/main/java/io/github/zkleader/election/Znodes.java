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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Creates and deletes znodes with the rights that the client gives them, without waiting
 * for ever.
 */
final class Znodes {

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

	private final CuratorFramework client;

	Znodes(CuratorFramework client) {
		this.client = client;
	}

	/**
	 * Create a path where it does not exist. Step by step, because Curator logs an error
	 * of its own whenever it fails to create parents.
	 * @param path the path
	 * @param mode the mode of its last znode; its parents are kept
	 * @throws CampaignException if it cannot be created
	 * @throws InterruptedException if the thread is interrupted
	 */
	void create(String path, CreateMode mode) throws CampaignException, InterruptedException {
		if (await((callback) -> this.client.checkExists().inBackground(callback).forPath(path)) == Code.OK) {
			return;
		}
		String parent = ZKPaths.getPathAndNode(path).getPath();
		if (!parent.equals("/")) {
			create(parent, CreateMode.PERSISTENT);
		}
		createOnly(path, mode, path);
	}

	/**
	 * Create a znode whose parent exists, if it does not exist itself.
	 * @param path the path
	 * @param mode its mode
	 * @param about the path that a failure names
	 * @throws CampaignException if it cannot be created
	 * @throws InterruptedException if the thread is interrupted
	 */
	void createOnly(String path, CreateMode mode, String about) throws CampaignException, InterruptedException {
		Code created = await(
				(callback) -> this.client.create().withMode(mode).inBackground(callback).forPath(path, new byte[0]));
		check(created, about, Code.NODEEXISTS);
	}

	/**
	 * Delete a znode, if it exists.
	 * @param path the path
	 * @param about the path that a failure names
	 * @throws CampaignException if it cannot be deleted
	 * @throws InterruptedException if the thread is interrupted
	 */
	void delete(String path, String about) throws CampaignException, InterruptedException {
		Code deleted = await((callback) -> this.client.delete().inBackground(callback).forPath(path));
		check(deleted, about, Code.NONODE);
	}

	private static void check(Code code, String path, Code accepted) throws CampaignException {
		if (code != Code.OK && code != accepted) {
			throw CampaignFailures.describe(path, KeeperException.create(code, path));
		}
	}

	private Code await(BackgroundOperation operation) throws CampaignException, InterruptedException {
		AtomicInteger result = new AtomicInteger(Code.OPERATIONTIMEOUT.intValue());
		CountDownLatch answered = new CountDownLatch(1);
		try {
			operation.start((client, event) -> {
				result.set(event.getResultCode());
				answered.countDown();
			});
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new CampaignException("ZooKeeper cannot be asked: " + ex.getMessage(), ex);
		}
		if (!answered.await(ANSWER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
			return Code.OPERATIONTIMEOUT;
		}
		return Code.get(result.get());
	}

	private interface BackgroundOperation {

		void start(BackgroundCallback callback) throws Exception;

	}

}
