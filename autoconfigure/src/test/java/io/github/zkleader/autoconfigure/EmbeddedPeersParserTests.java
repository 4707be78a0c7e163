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

import java.util.List;

import io.github.zkleader.zookeeper.EmbeddedPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EmbeddedPeersParser}.
 */
class EmbeddedPeersParserTests {

	@Test
	void derivesOtherPorts() {
		assertThat(EmbeddedPeersParser.parse(List.of("localhost:2181", "localhost:2182", "[::1]:2183")))
			.containsExactly(new EmbeddedPeer(1, "localhost", 2181, 2888, 3888),
					new EmbeddedPeer(2, "localhost", 2182, 2889, 3889), new EmbeddedPeer(3, "[::1]", 2183, 2890, 3890));
	}

	@Test
	void takesGivenPorts() {
		assertThat(EmbeddedPeersParser.parse(List.of("a:1:2:3", "b:1:2:3", " c:1:2:3"))).containsExactly(
				new EmbeddedPeer(1, "a", 1, 2, 3), new EmbeddedPeer(2, "b", 1, 2, 3),
				new EmbeddedPeer(3, "c", 1, 2, 3));
	}

	@Test
	void refusesTooFewPeers() {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class)
			.isThrownBy(() -> EmbeddedPeersParser.parse(List.of("localhost:2181", "localhost:2182")))
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo("leader.zookeeper.embedded.peers"))
			.satisfies((ex) -> assertThat(ex.getReason()).contains("at least 3"));
	}

	@ParameterizedTest
	@CsvSource({ "localhost, neither host:port", "localhost:2183:2184, neither host:port", ":2183, neither host:port",
			"localhost:x, neither host:port", "localhost:0, port 0 is not between",
			"localhost:64000, port 65707 is not", "localhost:2181, port 2181 is used twice",
			"localhost:2888, port 2888 is used twice" })
	void refusesMalformedPeer(String peer, String reason) {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class)
			.isThrownBy(() -> EmbeddedPeersParser.parse(List.of("localhost:2181", "localhost:2182", peer)))
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo("leader.zookeeper.embedded.peers[2]"))
			.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo(peer))
			.satisfies((ex) -> assertThat(ex.getReason()).contains(reason))
			.satisfies((ex) -> assertThat(ex.getAction()).contains("localhost:2181,localhost:2182,localhost:2183"));
	}

}
