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

package io.github.zkleader.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.zkleader.LeadershipState;
import io.github.zkleader.processes.ServerProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elections on a server whose name gets another address.
 */
@EnabledOnOs(OS.LINUX)
class DnsIntegrationTests {

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	@Test
	void findsTheServerAtItsNewAddress() throws IOException {
		Path hosts = Files.writeString(this.directory.resolve("hosts"), "127.0.0.1 zookeeper.example\n");
		try (ServerProcess server = new ServerProcess("server", this.directory)) {
			start(server, "127.0.0.1");
			Awaitility.await().until(() -> !server.mode().isEmpty());
			try (InstanceProcess instance = new InstanceProcess("instance", this.directory,
					List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0"),
					"zookeeper.example:" + server.getClientPort())) {
				instance.awaitLeader();
				server.kill();
				start(server, "127.0.0.2");
				instance.awaitState(LeadershipState.CONNECTING);
				assertThat(instance.command("leads")).isEqualTo("false");
				Files.writeString(hosts, "127.0.0.2 zookeeper.example\n");
				instance.awaitLeader();
			}
		}
	}

	private static void start(ServerProcess server, String address) {
		server.configure(
				"tickTime=500%nclientPort=%d%nclientPortAddress=%s%n".formatted(server.getClientPort(), address));
		server.start();
	}

}
