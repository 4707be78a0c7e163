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

package io.github.zkleader.autoconfigure;

import java.util.regex.Pattern;

import org.apache.zookeeper.common.PathUtils;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Finds the path under which the instances of a service elect their leaders.
 */
final class LeaderPath {

	private static final String ROOT = "/zkleader/";

	private static final String NAME = "spring.application.name";

	private static final String PATH = "leader.path";

	private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

	private LeaderPath() {
	}

	static String resolvePath(LeaderProperties properties, Environment environment) {
		String path = properties.getPath();
		return (path != null) ? validatePath(path) : ROOT + applicationName(environment);
	}

	private static String validatePath(String path) {
		if (!path.startsWith("/")) {
			throw new InvalidLeaderPropertyException(PATH, path, "it does not start with a slash",
					"Set leader.path to an absolute path such as /zkleader/orders.");
		}
		String defect = findDefect(path);
		if (defect != null) {
			throw new InvalidLeaderPropertyException(PATH, path, "it is not a valid path in ZooKeeper: " + defect,
					"Correct leader.path.");
		}
		return path;
	}

	private static String applicationName(Environment environment) {
		String name = environment.getProperty(NAME);
		if (!StringUtils.hasText(name)) {
			throw new InvalidLeaderPropertyException(PATH, null,
					"neither leader.path nor spring.application.name is set, and services that share a path by accident "
							+ "would elect one leader together",
					"Set spring.application.name, or set leader.path to the path that the instances of this service share.");
		}
		String defect = (name.indexOf('/') >= 0) ? "it contains a slash" : findDefect(ROOT + name);
		if (defect != null) {
			throw new InvalidLeaderPropertyException(NAME, name,
					"it cannot be a part of the path of the elections: " + defect,
					"Change spring.application.name, or set leader.path to the path that the instances of this service share.");
		}
		return name;
	}

	static @Nullable String findDefect(String path) {
		if (isPlain(path)) {
			return null;
		}
		try {
			PathUtils.validatePath(path);
			return null;
		}
		catch (IllegalArgumentException ex) {
			return ex.getMessage();
		}
	}

	/**
	 * Most paths are beyond doubt without loading anything of ZooKeeper, which the start
	 * does without.
	 * @param path the path
	 * @return whether nothing can be wrong with it
	 */
	private static boolean isPlain(String path) {
		return PLAIN.matcher(path).matches();
	}

}
