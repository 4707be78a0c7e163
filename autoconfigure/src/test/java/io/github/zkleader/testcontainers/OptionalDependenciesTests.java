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

package io.github.zkleader.testcontainers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application needs neither Testcontainers nor Docker Compose. A
 * {@code FilteredClassLoader} would not do: it hides classes from their users, but not
 * from the classes that are compiled against them.
 */
class OptionalDependenciesTests {

	@ParameterizedTest
	@ValueSource(strings = { "testcontainers", "spring-boot-testcontainers", "spring-boot-docker-compose",
			"testcontainers|spring-boot-testcontainers|spring-boot-docker-compose" })
	void worksWithout(String artifacts) throws Exception {
		URL[] classPath = classPathWithout(artifacts);
		Thread thread = Thread.currentThread();
		ClassLoader previous = thread.getContextClassLoader();
		try (URLClassLoader classLoader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(classLoader);
			assertThat(call(classLoader)).isEqualTo("localhost:1");
		}
		finally {
			thread.setContextClassLoader(previous);
		}
	}

	private static Object call(ClassLoader classLoader) throws Exception {
		return ((Callable<?>) classLoader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance())
			.call();
	}

	private static URL[] classPathWithout(String artifacts) {
		Pattern pattern = Pattern.compile("(" + artifacts + ")-[0-9].*\\.jar");
		List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
		URL[] kept = entries.stream()
			.filter((entry) -> !pattern.matcher(Path.of(entry).getFileName().toString()).matches())
			.map(OptionalDependenciesTests::toUrl)
			.toArray(URL[]::new);
		assertThat(kept).hasSizeLessThan(entries.size());
		return kept;
	}

	private static URL toUrl(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is called with the reduced class path.
	 */
	public static class Application implements Callable<String> {

		@Override
		public String call() {
			ClassLoader classLoader = getClass().getClassLoader();
			assertThat(ClassUtils.isPresent("org.testcontainers.containers.Container", classLoader)
					&& ClassUtils.isPresent("org.springframework.boot.docker.compose.core.RunningService", classLoader)
					&& ClassUtils.isPresent(
							"org.springframework.boot.testcontainers.service.connection.ServiceConnection",
							classLoader))
				.isFalse();
			new ConnectionDetailsFactories(classLoader);
			String[] connectString = new String[1];
			new ApplicationContextRunner().withClassLoader(classLoader)
				.withConfiguration(AutoConfigurations.of(LeaderClientAutoConfiguration.class))
				.withPropertyValues("leader.zookeeper.connect-string=localhost:1")
				.run((context) -> connectString[0] = context.getBean(ZookeeperConnectionDetails.class)
					.getConnectString());
			return connectString[0];
		}

	}

}
