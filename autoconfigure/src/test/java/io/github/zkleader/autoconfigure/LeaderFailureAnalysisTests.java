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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.EmbeddedZookeeperException;
import io.github.zkleader.zookeeper.ZookeeperUnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what the failure analyzers say.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeaderFailureAnalysisTests {

	@Test
	void invalidProperty() {
		MockEnvironment environment = new MockEnvironment().withProperty("leader.role", "a/b");
		FailureAnalysis analysis = analysis(new InvalidLeaderPropertyFailureAnalyzer(environment)
			.analyze(new InvalidLeaderPropertyException("leader.role", "a/b", "it is odd", "Change it.")));
		assertThat(analysis.getDescription()).isEqualTo(
				"Property leader.role with the value 'a/b' (from \"leader.role\" from property source \"mockProperties\"): it is odd.");
		assertThat(analysis.getAction()).isEqualTo("Change it.");
	}

	@Test
	void invalidPropertyWithoutValue() {
		FailureAnalysis analysis = analysis(
				new InvalidLeaderPropertyFailureAnalyzer(null).analyze(new InvalidLeaderPropertyException(
						"leader.zookeeper.auth[0].scheme", null, "it is missing", "Set it.")));
		assertThat(analysis.getDescription()).isEqualTo("Property leader.zookeeper.auth[0].scheme: it is missing.");
	}

	@Test
	void ambiguousCuratorFramework() {
		FailureAnalysis analysis = analysis(new AmbiguousCuratorFrameworkFailureAnalyzer()
			.analyze(new AmbiguousCuratorFrameworkException(List.of("one", "two"))));
		assertThat(analysis.getDescription()).endsWith("there are several beans of it: one, two.");
		assertThat(analysis.getAction()).contains("@LeaderCuratorFramework");
	}

	@Test
	void zookeeperUnreachable() {
		FailureAnalysis analysis = analysis(new ZookeeperUnreachableFailureAnalyzer()
			.analyze(new ZookeeperUnreachableException("zoo:2181", Duration.ofSeconds(5))));
		assertThat(analysis.getDescription())
			.startsWith("There was no connection to ZooKeeper at 'zoo:2181' within 5000 ms");
		assertThat(analysis.getAction()).contains("leader.zookeeper.connect-string", "leader.zookeeper.fail-fast");
	}

	@Test
	void embeddedLibrariesMissing() {
		Thread thread = Thread.currentThread();
		ClassLoader classLoader = thread.getContextClassLoader();
		thread.setContextClassLoader(new FilteredClassLoader("org.xerial.snappy"));
		try {
			FailureAnalysis analysis = embeddedAnalysis(0);
			assertThat(analysis.getDescription()).isEqualTo(
					"The embedded ZooKeeper needs libraries that are not on the classpath: org.xerial.snappy:snappy-java.");
			assertThat(analysis.getAction()).startsWith("Add org.xerial.snappy:snappy-java to the dependencies");
		}
		finally {
			thread.setContextClassLoader(classLoader);
		}
	}

	@Test
	void embeddedPortTaken() throws Exception {
		// Says nothing at all
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			int port = socket.getLocalPort();
			FailureAnalysis analysis = embeddedAnalysis(port);
			assertThat(analysis.getDescription()).isEqualTo(
					"The embedded ZooKeeper cannot listen on port %d: something that is not ZooKeeper listens there.",
					port);
			assertThat(analysis.getAction()).contains("leader.zookeeper.embedded.port");
		}
	}

	@Test
	void startOfApplicationPrintsAnalysis(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--leader.zookeeper.connect-string=zoo1:2181,zoo2:abc"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property leader.zookeeper.connect-string with the value 'zoo1:2181,zoo2:abc' (from "
					+ "\"leader.zookeeper.connect-string\" from property source \"commandLineArgs\"): the port 'abc' of "
					+ "'zoo2:abc' is not a number between 1 and 65535.")
			.contains("Set leader.zookeeper.connect-string to comma-separated host:port pairs");
	}

	private static FailureAnalysis embeddedAnalysis(int port) {
		EmbeddedZookeeperException failure = catchThrowableOfType(EmbeddedZookeeperException.class,
				() -> EmbeddedZookeeper.start(port, null, Duration.ofMillis(500), Duration.ofSeconds(30)));
		return analysis(new EmbeddedZookeeperFailureAnalyzer().analyze(failure));
	}

	private static FailureAnalysis analysis(FailureAnalysis analysis) {
		assertThat(analysis).isNotNull();
		return analysis;
	}

	@ImportAutoConfiguration(LeaderClientAutoConfiguration.class)
	static class Application {

	}

}
