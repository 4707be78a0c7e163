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

import java.util.Objects;

import org.apache.curator.framework.CuratorFramework;

/**
 * The client that carries the elections.
 *
 * @param framework the client; one that is not managed may not be started yet
 * @param managed whether the client was built here: a session of another client may end
 * without a word in advance
 */
public record LeaderClient(CuratorFramework framework, boolean managed) {

	/**
	 * Return the servers the client connects to, without credentials.
	 * @return the connect string
	 */
	public String connectString() {
		return Objects.toString(this.framework.getZookeeperClient().getCurrentConnectionString(), "");
	}

}
