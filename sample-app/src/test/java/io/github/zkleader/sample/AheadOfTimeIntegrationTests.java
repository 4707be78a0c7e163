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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication} as it was processed ahead of time.
 */
class AheadOfTimeIntegrationTests {

	private static final Path LOG = Path.of("target/ahead-of-time.log");

	@Test
	void leadsAndSettles(@TempDir Path directory) throws Exception {
		Files.deleteIfExists(LOG);
		try (SampleInstance instance = SampleInstance.start(LOG, List.of("-Dspring.aot.enabled=true"),
				"--sample.directory=" + directory, "--leader.zookeeper.embedded.port=0", "--leader.id=aot",
				"--logging.level.io.github.zkleader.sample=debug")) {
			await().atMost(Duration.ofMinutes(2)).until(() -> instance.getState().equals("LEADER"));
			assertThat(instance.getId()).startsWith("aot-");
			await().untilAsserted(() -> assertThat(instance.getProcess().readLog())
				.anyMatch((line) -> line.contains("Starting AOT-processed SampleApplication"))
				.anyMatch((line) -> line.contains("Settled ")));
			instance.getProcess().terminate();
			assertThat(instance.getProcess().awaitExit(30)).isIn(0, 143);
		}
	}

}
