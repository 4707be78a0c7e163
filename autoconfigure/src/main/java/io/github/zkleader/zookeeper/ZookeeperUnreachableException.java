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

import java.time.Duration;

/**
 * Thrown when ZooKeeper cannot be reached in time and the application must not start
 * without it.
 */
public class ZookeeperUnreachableException extends RuntimeException {

	private final String connectString;

	private final Duration timeout;

	/**
	 * Create an exception.
	 * @param connectString the servers that could not be reached
	 * @param timeout how long they were tried
	 */
	public ZookeeperUnreachableException(String connectString, Duration timeout) {
		super("No connection to ZooKeeper at '%s' within %s ms".formatted(connectString, timeout.toMillis()));
		this.connectString = connectString;
		this.timeout = timeout;
	}

	/**
	 * Return the servers that could not be reached.
	 * @return the connect string
	 */
	public String getConnectString() {
		return this.connectString;
	}

	/**
	 * Return how long they were tried.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

}
