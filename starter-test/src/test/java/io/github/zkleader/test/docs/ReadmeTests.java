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

package io.github.zkleader.test.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the README's snippets of XML and YAML, and those of Java that are more than
 * fragments, are taken from the examples here and of the fault suite, which are compiled
 * and run, and from the project that uses the published artifacts.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final List<String> SECTIONS_OF_JAVA = List.of("# zkleader\n", "## Testing your leader-only code\n");

	private static final Pattern SNIPPET = Pattern.compile("^```(java|xml|yaml)\\n(.*?)^```$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private static final Path CONSUMER = ROOT.resolve("it/consumer");

	private static final List<Path> SOURCES = List.of(CONSUMER.resolve("pom.xml"),
			CONSUMER.resolve("src/main/resources/application.yaml"),
			CONSUMER.resolve("src/main/java/com/example/consumer/ReportJob.java"),
			ROOT.resolve("fault-tests/src/test/resources/tls.yaml"),
			Path.of("src/test/java/io/github/zkleader/test/docs/ReportJobTests.java"),
			Path.of("src/test/java/io/github/zkleader/test/docs/EmbeddedReportJobTests.java"),
			Path.of("src/test/java/io/github/zkleader/test/docs/ReportJobContainerIntegrationTests.java"));

	@ParameterizedTest
	@MethodSource("snippets")
	void snippetIsTakenFromSource(String snippet) {
		assertThat(SOURCES).anySatisfy((source) -> assertThat(flatten(read(source))).contains(flatten(snippet)));
	}

	@Test
	void thereAreSnippets() {
		assertThat(snippets()).hasSizeGreaterThan(8);
	}

	static Stream<String> snippets() {
		return Stream.of(read(ROOT.resolve("README.md")).split("\n(?=## )")).flatMap(ReadmeTests::snippets);
	}

	private static Stream<String> snippets(String section) {
		boolean java = SECTIONS_OF_JAVA.stream().anyMatch(section::startsWith);
		return SNIPPET.matcher(section)
			.results()
			.filter((result) -> java || !result.group(1).equals("java"))
			.map((result) -> result.group(2));
	}

	private static String flatten(String text) {
		return text.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
