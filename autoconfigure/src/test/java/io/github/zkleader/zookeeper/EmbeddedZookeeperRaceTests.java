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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.zkleader.FreePorts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that of two processes which start an {@link EmbeddedZookeeper} at once, one runs
 * the server and the other joins it.
 */
class EmbeddedZookeeperRaceTests {

	@Test
	void oneServesAndOneJoins() throws Exception {
		String port = Integer.toString(FreePorts.next());
		List<Process> processes = Stream.of(start(port), start(port)).toList();
		try {
			assertThat(processes.stream().map(EmbeddedZookeeperRaceTests::outcome)).containsExactlyInAnyOrder("joined",
					"serves");
		}
		finally {
			processes.forEach(Process::destroy);
		}
	}

	private static Process start(String port) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Contender.class.getName(), port)
			.redirectErrorStream(true)
			.start();
	}

	private static String outcome(Process process) {
		BufferedReader output = process.inputReader();
		return output.lines().filter((line) -> line.startsWith("outcome=")).findFirst().orElse("none").substring(8);
	}

	public static class Contender {

		public static void main(String[] args) throws IOException {
			try (EmbeddedZookeeper zookeeper = EmbeddedZookeeper.start(Integer.parseInt(args[0]), null,
					Duration.ofMillis(500), Duration.ofSeconds(30))) {
				System.out.println("\noutcome=" + (zookeeper.isJoined() ? "joined" : "serves"));
				System.in.transferTo(System.out);
			}
		}

	}

}
