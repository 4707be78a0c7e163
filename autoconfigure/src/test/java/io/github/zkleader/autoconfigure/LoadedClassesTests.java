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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import org.apache.curator.framework.CuratorFramework;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is loaded on the way to ready, in a JVM of its own.
 */
class LoadedClassesTests {

	/**
	 * What takes long to load. The client's interface is what conditions look for, and
	 * loads nothing else; the events are those that the elections publish.
	 */
	private static final Pattern SLOW = Pattern.compile("(org\\.apache\\.(curator|zookeeper)\\.|io\\.netty\\."
			+ "|org\\.springframework\\.integration\\.zookeeper\\.|sun\\.security\\.ssl\\.SSLContext).*");

	@Test
	void nothingOfTheClientIsLoadedBeforeTheApplicationIsReady(@TempDir Path directory) throws Exception {
		Path log = directory.resolve("loaded");
		Path ready = directory.resolve("ready");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xlog:class+load:file=" + log + "::filecount=0", "-cp", System.getProperty("java.class.path"),
				Application.class.getName(), log.toString(), ready.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile())
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(() -> read(directory.resolve("output"))).isZero();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(loaded(ready)).contains(LeaderElections.class.getName())
			.filteredOn(LoadedClassesTests::isSlow)
			.isEmpty();
		assertThat(loaded(log)).as("after that").filteredOn(LoadedClassesTests::isSlow).isNotEmpty();
	}

	private static boolean isSlow(String type) {
		return SLOW.matcher(type).matches() && !type.equals(CuratorFramework.class.getName());
	}

	private static List<String> loaded(Path log) throws Exception {
		Pattern line = Pattern.compile(".*\\] (\\S+) source: .*");
		return Files.readAllLines(log)
			.stream()
			.map(line::matcher)
			.filter((matcher) -> matcher.matches())
			.map((matcher) -> matcher.group(1))
			.toList();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	/**
	 * An application with a job, which keeps what was loaded when it was ready, and ends
	 * when there is a client.
	 */
	@EnableScheduling
	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TaskSchedulingAutoConfiguration.class, LeaderClientAutoConfiguration.class,
			LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class })
	public static class Application {

		@Bean
		Job job() {
			return new Job();
		}

		public static void main(String[] args) throws Exception {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.addListeners(new Ready(Path.of(args[0]), Path.of(args[1])));
			try (ConfigurableApplicationContext context = application.run("--spring.application.name=loaded",
					"--spring.docker.compose.enabled=false", "--leader.zookeeper.connect-string=127.0.0.1:1")) {
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> context.getBeanFactory().containsSingleton("leaderCuratorFramework"));
			}
		}

	}

	record Ready(Path log, Path ready) implements ApplicationListener<ApplicationReadyEvent>, Ordered {

		@Override
		public void onApplicationEvent(ApplicationReadyEvent event) {
			try {
				Files.copy(this.log, this.ready);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

	static class Job {

		@LeaderOnly
		@Scheduled(fixedDelay = 1000)
		void run() {
		}

	}

}
