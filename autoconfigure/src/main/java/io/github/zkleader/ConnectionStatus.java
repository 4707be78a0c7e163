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

package io.github.zkleader;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of the connection to ZooKeeper, taken without asking it.
 *
 * @param state the state of the connection
 * @param connectString the servers as configured, without credentials
 * @param sessionId the id of the session in hexadecimal, if there is one
 * @param sessionTimeout the negotiated session timeout, if there is one
 * @param leaseRemaining how long the session lease holds without any further word from
 * ZooKeeper, or {@code null} if there is no valid lease
 * @param unusableFor how long there has been no usable session, or {@code null} if there
 * is one
 * @param note what an operator should know about this connection, or {@code null}
 */
public record ConnectionStatus(State state, @Nullable String connectString, @Nullable String sessionId,
		@Nullable Duration sessionTimeout, @Nullable Duration leaseRemaining, @Nullable Duration unusableFor,
		@Nullable String note) {

	/**
	 * The state of the connection.
	 */
	public enum State {

		/**
		 * There is no client: disabled, standalone or not started.
		 */
		NONE,

		/**
		 * There has been no connection yet.
		 */
		CONNECTING,

		/**
		 * Connected.
		 */
		CONNECTED,

		/**
		 * Connected to a server that has lost its quorum and answers reads only.
		 */
		READ_ONLY,

		/**
		 * The connection is interrupted and the session may still live.
		 */
		SUSPENDED,

		/**
		 * The session is lost.
		 */
		LOST

	}

}
