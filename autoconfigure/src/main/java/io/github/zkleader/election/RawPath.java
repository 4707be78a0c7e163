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

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ZKPaths;

/**
 * Turns paths of a client into those that its raw handle takes.
 */
final class RawPath {

	private RawPath() {
	}

	/**
	 * Put a path under the namespace of a client, if it has one. Curator's utility makes
	 * a copy of every path otherwise, which ZooKeeper keeps as long as it is watched.
	 * @param client the client
	 * @param path the path
	 * @return the path for its raw handle
	 */
	static String of(CuratorFramework client, String path) {
		String namespace = client.getNamespace();
		return namespace.isEmpty() ? path : ZKPaths.fixForNamespace(namespace, path);
	}

}
