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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Checks a connect string. ZooKeeper's own parser forgives empty hosts and reports others
 * without saying where they come from.
 */
final class ConnectStringValidator {

	private static final String PROPERTY = "leader.zookeeper.connect-string";

	private static final Pattern SERVER = Pattern
		.compile("(?<host>\\[[0-9a-fA-F:.]+(%\\w+)?]|[^\\s:\\[\\]]+)(:(?<port>.*))?");

	private ConnectStringValidator() {
	}

	static void validate(String connectString) {
		String reason = findReason(connectString);
		if (reason != null) {
			throw new InvalidLeaderPropertyException(PROPERTY, connectString, reason,
					"Set leader.zookeeper.connect-string to comma-separated host:port pairs with an optional chroot at "
							+ "the end, such as zoo1:2181,zoo2:2181,zoo3:2181/services.");
		}
	}

	private static @Nullable String findReason(String connectString) {
		if (connectString.contains("://")) {
			return "it is a URL rather than a list of servers";
		}
		int slash = connectString.indexOf('/');
		String servers = (slash >= 0) ? connectString.substring(0, slash) : connectString;
		for (String server : servers.split(",", -1)) {
			String reason = findServerReason(server.trim());
			if (reason != null) {
				return reason;
			}
		}
		return (slash >= 0) ? findChrootReason(connectString.substring(slash)) : null;
	}

	private static @Nullable String findServerReason(String server) {
		if (server.isEmpty()) {
			return "it has an empty server";
		}
		Matcher matcher = SERVER.matcher(server);
		if (!matcher.matches()) {
			return "'%s' has no valid host".formatted(server);
		}
		String port = matcher.group("port");
		return (port == null || isPort(port)) ? null
				: "the port '%s' of '%s' is not a number between 1 and 65535".formatted(port, server);
	}

	private static boolean isPort(String port) {
		return port.matches("[0-9]{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65535;
	}

	private static @Nullable String findChrootReason(String chroot) {
		if (chroot.contains(",")) {
			return "the chroot '%s' has a comma: it stands once, after the last server".formatted(chroot);
		}
		String defect = (chroot.length() > 1) ? LeaderPath.findDefect(chroot) : null;
		return (defect != null) ? "the chroot is not a valid path: " + defect : null;
	}

}
