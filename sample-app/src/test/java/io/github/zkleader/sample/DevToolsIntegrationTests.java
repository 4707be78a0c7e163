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

package io.github.zkleader.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication} when DevTools restart it.
 */
class DevToolsIntegrationTests {

	private static final Path LOGS = Path.of("target/devtools");

	private static final String TRIGGER = ".trigger";

	@Test
	void restartReleasesLeadershipBeforeItCampaignsAgain(@TempDir Path directory) throws Exception {
		FileSystemUtils.deleteRecursively(LOGS);
		Files.createDirectories(LOGS);
		Path watched = Files.createDirectory(directory.resolve("watched"));
		Path log = LOGS.resolve("sample.log");
		String classPath = String.join(File.pathSeparator, System.getProperty("java.class.path"),
				System.getProperty("devtools"), watched.toString());
		int port = SampleInstance.findFreePort();
		try (ChildProcess zookeeper = ChildProcess.start(ZooKeeperServerMain.class, LOGS.resolve("zookeeper.log"),
				List.of("-Dzookeeper.admin.enableServer=false"), Integer.toString(port),
				directory.resolve("zookeeper").toString(), "500");
				SampleInstance instance = SampleInstance.start(log, classPath, List.of(),
						"--sample.directory=" + directory, "--leader.zookeeper.embedded.enabled=false",
						"--leader.zookeeper.connect-string=localhost:" + port, "--leader.zookeeper.tick-time=500ms",
						"--spring.devtools.livereload.enabled=false",
						"--spring.devtools.restart.trigger-file=" + TRIGGER,
						"--spring.devtools.restart.poll-interval=200ms",
						"--spring.devtools.restart.quiet-period=100ms")) {
			assertThat(zookeeper.isAlive()).isTrue();
			await().atMost(Duration.ofMinutes(2)).until(() -> instance.getState().equals("LEADER"));
			Files.writeString(watched.resolve(TRIGGER), "again");
			await().atMost(Duration.ofMinutes(1))
				.until(() -> instance.getProcess().readLog().stream().filter(this::isGranted).count() == 2);
			assertThat(instance.getProcess().readLog()).filteredOn(this::isStory)
				.extracting((line) -> line.replaceAll(".*Role 'leader': (campaigning|granted|revoked|stopped).*", "$1"))
				.containsExactly("campaigning", "granted", "revoked", "stopped", "campaigning", "granted");
			assertThat(instance.getProcess().readLog()).anyMatch((line) -> line.contains("revoked (stopped)"));
		}
	}

	private boolean isGranted(String line) {
		return line.contains("Role 'leader': granted");
	}

	private boolean isStory(String line) {
		return line.matches(".*Role 'leader': (campaigning|granted|revoked|stopped).*");
	}

}
