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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaderPath}.
 */
class LeaderPathTests {

	private final LeaderProperties properties = new LeaderProperties();

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void derivesPathFromApplicationName() {
		this.environment.setProperty("spring.application.name", "orders");
		assertThat(resolve()).isEqualTo("/zkleader/orders");
	}

	@Test
	void prefersPath() {
		this.environment.setProperty("spring.application.name", "orders");
		this.properties.setPath("/spring-integration/leader");
		assertThat(resolve()).isEqualTo("/spring-integration/leader");
	}

	@Test
	void ignoresApplicationNameThatIsNotNeeded() {
		this.environment.setProperty("spring.application.name", "team/orders");
		this.properties.setPath("/orders");
		assertThat(resolve()).isEqualTo("/orders");
	}

	@Test
	void refusesNeitherNameNorPath() {
		assertRefused("leader.path", "neither leader.path nor spring.application.name is set");
	}

	@Test
	void refusesBlankName() {
		this.environment.setProperty("spring.application.name", " ");
		assertRefused("leader.path", "neither leader.path nor spring.application.name is set");
	}

	@Test
	void refusesRelativePath() {
		this.properties.setPath("orders");
		assertRefused("leader.path", "it does not start with a slash");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders/", "//orders", "/a/../b", "/a/./b", "/a\nb", "/a\u0000b" })
	void refusesInvalidPath(String path) {
		this.properties.setPath(path);
		assertRefused("leader.path", "it is not a valid path in ZooKeeper");
	}

	@ParameterizedTest
	@ValueSource(strings = { "team/orders", "..", ".", "a\u0001b" })
	void refusesNameThatIsNoNode(String name) {
		this.environment.setProperty("spring.application.name", name);
		assertRefused("spring.application.name", "it cannot be a part of the path");
	}

	private void assertRefused(String property, String reason) {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class).isThrownBy(this::resolve)
			.withMessageStartingWith("Property " + property + ": " + reason);
	}

	private String resolve() {
		return LeaderPath.resolvePath(this.properties, this.environment);
	}

}
