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

package io.github.zkleader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderLogKeys}.
 */
class LeaderLogKeysTests {

	@Test
	void readmeListsThemAll() throws Exception {
		String readme = Files.readString(Path.of("..", "README.md"));
		String log = readme.substring(readme.indexOf("the facts come as fields too"), readme.indexOf("## Meters"));
		List<String> listed = Pattern.compile("`(leader\\.[^`]+)`")
			.matcher(log)
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(Stream.of(LeaderLogKeys.class.getFields()))
			.extracting((field) -> (String) ReflectionUtils.getField(field, null))
			.containsExactlyInAnyOrderElementsOf(listed);
	}

}
