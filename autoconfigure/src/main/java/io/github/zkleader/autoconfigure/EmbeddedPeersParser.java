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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkleader.zookeeper.EmbeddedPeer;

/**
 * Reads the peers of an embedded ensemble.
 */
final class EmbeddedPeersParser {

	private static final String PROPERTY = "leader.zookeeper.embedded.peers";

	private static final String ACTION = "Set " + PROPERTY + " to at least three peers, the same for all instances, "
			+ "such as localhost:2181,localhost:2182,localhost:2183, or host:port:quorum-port:election-port each.";

	private static final Pattern PEER = Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+]|[^\\s:\\[\\]]+):(?<port>\\d{1,5})"
			+ "(:(?<quorum>\\d{1,5}):(?<election>\\d{1,5}))?");

	private static final int MIN_PEERS = 3;

	private static final int MAX_PORT = 65535;

	private EmbeddedPeersParser() {
	}

	static List<EmbeddedPeer> parse(List<String> values) {
		if (values.size() < MIN_PEERS) {
			throw invalid(PROPERTY, String.join(",", values),
					"an ensemble that survives the end of any of its peers has at least " + MIN_PEERS);
		}
		List<EmbeddedPeer> peers = new ArrayList<>();
		Set<String> taken = new HashSet<>();
		for (int i = 0; i < values.size(); i++) {
			String property = PROPERTY + "[" + i + "]";
			EmbeddedPeer peer = parse(property, values.get(i), i + 1);
			for (int port : peer.ports()) {
				validatePort(property, values.get(i), port);
				if (!taken.add(peer.host() + ":" + port)) {
					throw invalid(property, values.get(i), "its port " + port + " is used twice");
				}
			}
			peers.add(peer);
		}
		return peers;
	}

	private static EmbeddedPeer parse(String property, String value, int id) {
		Matcher matcher = PEER.matcher(value.trim());
		if (!matcher.matches()) {
			throw invalid(property, value, "it is neither host:port nor host:port:quorum-port:election-port");
		}
		String host = matcher.group("host");
		int port = Integer.parseInt(matcher.group("port"));
		return (matcher.group("quorum") != null) ? new EmbeddedPeer(id, host, port,
				Integer.parseInt(matcher.group("quorum")), Integer.parseInt(matcher.group("election")))
				: new EmbeddedPeer(id, host, port);
	}

	private static void validatePort(String property, String value, int port) {
		if (port < 1 || port > MAX_PORT) {
			throw invalid(property, value, "its port " + port + " is not between 1 and " + MAX_PORT);
		}
	}

	private static InvalidLeaderPropertyException invalid(String property, String value, String reason) {
		return new InvalidLeaderPropertyException(property, value, reason, ACTION);
	}

}
