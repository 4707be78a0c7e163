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

package io.github.zkleader.docker.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests an application that starts its ZooKeeper by Docker Compose, and stops it.
 */
class DockerComposeIntegrationTests {

	private static final String COMPOSE = """
			services:
			  zk:
			    image: zookeeper:3.9
			    ports:
			      - "127.0.0.1::2181"
			""";

	@TempDir
	private Path directory;

	@BeforeAll
	static void dockerComposeIsThere() throws Exception {
		assumeTrue(isSuccessful("docker", "info"), "Docker is not there");
		assumeTrue(isSuccessful("docker", "compose", "version"), "Docker Compose is not there");
	}

	@Test
	void leadsByServerThatDockerComposeStartsAndStops() throws Exception {
		Path file = this.directory.resolve("compose.yaml");
		Files.writeString(file, COMPOSE);
		try (ConfigurableApplicationContext context = run(file)) {
			assertThat(context.getBean(ZookeeperConnectionDetails.class).getConnectString())
				.matches("127\\.0\\.0\\.1:[0-9]+");
			LeaderElections elections = context.getBean(LeaderElections.class);
			assertThat(elections.get("leader").await(Duration.ofSeconds(30))).isTrue();
		}
		finally {
			isSuccessful("docker", "compose", "--file", file.toString(), "down", "--volumes");
		}
	}

	private static ConfigurableApplicationContext run(Path file) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.application.name=compose", "--leader.role=leader",
					"--leader.zookeeper.connect-string=localhost:1", "--spring.docker.compose.file=" + file,
					"--spring.docker.compose.skip.in-tests=false", "--spring.docker.compose.stop.command=down");
	}

	private static boolean isSuccessful(String... command) throws InterruptedException {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
