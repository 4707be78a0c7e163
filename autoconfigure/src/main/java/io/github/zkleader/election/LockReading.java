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
import java.util.concurrent.CountDownLatch;

import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A lock znode that is being read while something else is asked.
 */
final class LockReading implements DataCallback {

	private final CountDownLatch answered = new CountDownLatch(1);

	private volatile Code code = Code.NONODE;

	private volatile String id = "";

	private volatile @Nullable Stat stat;

	@Override
	public void processResult(int code, String path, Object context, byte @Nullable [] data, @Nullable Stat stat) {
		this.code = Code.get(code);
		this.id = (data != null) ? new String(data, StandardCharsets.UTF_8) : "";
		this.stat = stat;
		this.answered.countDown();
	}

	/**
	 * Wait for the answer.
	 * @return what the servers know of the znode, or {@code null} if there is none
	 * @throws KeeperException if it cannot be read
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Nullable Stat await() throws KeeperException, InterruptedException {
		this.answered.await();
		return switch (this.code) {
			case OK -> this.stat;
			case NONODE -> null;
			default -> throw KeeperException.create(this.code);
		};
	}

	/**
	 * Return the id that the znode carries.
	 * @return the id, empty if there is none
	 */
	String getId() {
		return this.id;
	}

}
