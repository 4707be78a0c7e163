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
import java.util.stream.Stream;

import io.github.zkleader.processes.ServerProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elections on a server that wants its clients to authenticate by SASL.
 */
class SaslIntegrationTests {

	// Where it is on, as by default, ZooKeeper leaves out DIGEST-MD5
	private static final String NO_FIPS = "-Dzookeeper.fips-mode=false";

	private static final String SECRET = "swordfish";

	private static final String OTHER_SECRET = "herring";

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private Path directory;

	@Test
	void leadsWithTheRightPasswordAndOnceTheServerKnowsIt() throws IOException {
		Path serverLogins = login("server.jaas", "Server", "user_alice=\"%s\"".formatted(SECRET));
		try (ServerProcess server = new ServerProcess("server", this.directory)) {
			server.configure(
					"tickTime=500%nclientPort=%d%nclientPortAddress=127.0.0.1%n".formatted(server.getClientPort()));
			start(server, serverLogins);
			Awaitility.await().until(() -> !server.mode().isEmpty());
			try (InstanceProcess alice = instance("alice", server, SECRET);
					InstanceProcess other = instance("other", server, OTHER_SECRET)) {
				alice.awaitLeader();
				assertThat(alice.command("owner /zkleader/orders/leader")).isEqualTo("sasl:alice");
				other.awaitStatus("ZooKeeper rejected the credentials");
				assertThat(other.command("status")).doesNotContain(OTHER_SECRET);
				alice.kill();
				server.kill();
				login("server.jaas", "Server", "user_alice=\"%s\"".formatted(OTHER_SECRET));
				start(server, serverLogins);
				other.awaitLeader();
			}
		}
		try (Stream<Path> logs = Files.list(this.directory).filter((path) -> path.toString().endsWith(".log"))) {
			assertThat(logs).hasSize(2)
				.allSatisfy((log) -> assertThat(log).content()
					.contains("SASL")
					.doesNotContain(SECRET)
					.doesNotContain(OTHER_SECRET));
		}
	}

	private static void start(ServerProcess server, Path logins) {
		server.start(NO_FIPS, "-Djava.security.auth.login.config=" + logins,
				"-Dzookeeper.authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
				"-Dzookeeper.sessionRequireClientSASLAuth=true");
	}

	private InstanceProcess instance(String name, ServerProcess server, String password) throws IOException {
		Path logins = login(name + ".jaas", "Elections", "username=\"alice\" password=\"%s\"".formatted(password));
		return new InstanceProcess(name, this.directory,
				List.of(NO_FIPS, "-Djava.security.auth.login.config=" + logins), "localhost:" + server.getClientPort(),
				"--leader.zookeeper.sasl.login-context=Elections", "--leader.zookeeper.acl=creator");
	}

	private Path login(String file, String context, String options) throws IOException {
		return Files.writeString(this.directory.resolve(file),
				"%s { org.apache.zookeeper.server.auth.DigestLoginModule required %s; };".formatted(context, options));
	}

}
