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

import java.util.List;

import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * What the renewal of a {@link SessionLease} needs of ZooKeeper.
 */
@FunctionalInterface
interface SessionTransport {

	/**
	 * Return the current session. All that is asked of the result concerns the same
	 * session, also when the client has replaced it meanwhile.
	 * @return the session
	 * @throws Exception if there is no client to ask
	 */
	Session session() throws Exception;

	/**
	 * One session.
	 */
	interface Session {

		/**
		 * Return the id of the session.
		 * @return the id, or {@code 0} if it is not established
		 */
		long id();

		/**
		 * Return the negotiated timeout of the session.
		 * @return the timeout in milliseconds, or {@code 0}
		 */
		int timeoutMillis();

		/**
		 * Return a moment before the session was created.
		 * @return the moment, or {@code null} if none is known
		 */
		@Nullable Moment opened();

		/**
		 * Have the quorum commit a transaction without effect that checks that the base
		 * path and the given znodes exist. Blocks until it is answered.
		 * @param znodes full paths of own znodes
		 * @return the znodes that do not exist: at most the first one
		 * @throws KeeperException if there is no answer or the base path does not exist
		 * @throws InterruptedException if the thread is interrupted
		 */
		List<String> commit(List<String> znodes) throws KeeperException, InterruptedException;

	}

}
