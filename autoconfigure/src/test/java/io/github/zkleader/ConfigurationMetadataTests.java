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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for the descriptions that an IDE shows for the properties.
 */
class ConfigurationMetadataTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	@Test
	void everyPropertyIsDescribedInSpringsStyle() throws IOException {
		assumeThat(METADATA).exists();
		SoftAssertions softly = new SoftAssertions();
		for (Map<String, Object> property : properties()) {
			String name = (String) property.get("name");
			if (name.startsWith("leader.") && !property.containsKey("deprecation")) {
				softly.assertThat((String) property.get("description"))
					.as(name)
					.isNotNull()
					.endsWith(".")
					.doesNotStartWith("The ")
					.doesNotStartWith("A ")
					.doesNotStartWith("An ");
				if (Boolean.class.getName().equals(property.get("type"))) {
					softly.assertThat((String) property.get("description")).as(name).startsWith("Whether ");
				}
			}
		}
		softly.assertAll();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> properties() throws IOException {
		Map<String, Object> metadata = JsonParserFactory.getJsonParser().parseMap(Files.readString(METADATA));
		return (List<Map<String, Object>>) metadata.get("properties");
	}

}
