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
 * Tests that the snippets of the README's section on tests are taken from the examples
 * here, which are compiled and run, and from the project that uses the installed
 * artifacts.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final String SECTION = "\n## Testing your leader-only code\n";

	private static final Pattern SNIPPET = Pattern.compile("^```(java|xml)\\n(.*?)^```$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private static final List<Path> SOURCES = List.of(ROOT.resolve("it/consumer/pom.xml"),
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
		assertThat(snippets()).hasSizeGreaterThan(4);
	}

	static Stream<String> snippets() {
		String readme = read(ROOT.resolve("README.md"));
		int start = readme.indexOf(SECTION);
		assertThat(start).isPositive();
		int end = readme.indexOf("\n## ", start + SECTION.length());
		return SNIPPET.matcher(readme.substring(start, end)).results().map((result) -> result.group(2));
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
