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

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link LeaderPropertiesValidator}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeaderPropertiesValidatorTests {

	@Test
	void acceptsDefaults(CapturedOutput output) {
		assertThatNoException().isThrownBy(() -> validate(new LeaderProperties()));
		assertThat(output).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "leader", "Reports.daily_v2-x", "..." })
	void acceptsRole(String role) {
		assertThatNoException().isThrownBy(() -> validate("leader.roles[0]", role));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "a/b", "rôle", "a b", "a\n" })
	void refusesRole(String role) {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class)
			.isThrownBy(() -> validate("leader.roles[0]", role))
			.withMessageStartingWith("Property leader.roles[0]: it is not the name of a role");
	}

	@ParameterizedTest
	@CsvSource({ "leader.role, a/b", "leader.drain-timeout, -1s", "leader.interrupt-grace, -1s",
			"leader.prepare-timeout, 0", "leader.missed-max-age, 0", "leader.missed-max-age, 366d",
			"leader.prepare-timeout, 600h", "leader.zookeeper.session-timeout, 0",
			"leader.zookeeper.session-timeout, 5999ms", "leader.zookeeper.connection-timeout, 0",
			"leader.zookeeper.tick-time, 0", "leader.zookeeper.retry.base-sleep, 0",
			"leader.zookeeper.retry.max-sleep, -1s", "leader.zookeeper.retry.max-retries, -1",
			"leader.zookeeper.retry.max-retries, 30", "leader.zookeeper.namespace, /a" })
	void refuses(String property, String value) {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class).isThrownBy(() -> validate(property, value))
			.withMessageStartingWith("Property " + property + ": ");
	}

	@ParameterizedTest
	@CsvSource({ "leader.drain-timeout, 0", "leader.interrupt-grace, 0", "leader.missed-max-age, 365d",
			"leader.zookeeper.retry.max-retries, 0", "leader.zookeeper.namespace, a/b" })
	void accepts(String property, String value) {
		assertThatNoException().isThrownBy(() -> validate(property, value));
	}

	@Test
	void observerMasterTakesOneMoreTick() {
		LeaderProperties properties = new LeaderProperties();
		properties.getZookeeper().setSessionTimeout(Duration.ofSeconds(7));
		assertThatNoException().isThrownBy(() -> validate(properties));
		properties.getZookeeper().setObserverMaster(true);
		assertThatExceptionOfType(InvalidLeaderPropertyException.class).isThrownBy(() -> validate(properties))
			.withMessageContaining("it is shorter than 4 ticks of 2000 ms");
	}

	@Test
	void warnsOfFewTicks(CapturedOutput output) {
		validate("leader.zookeeper.session-timeout", "6s");
		assertThat(output).contains("leader.zookeeper.session-timeout is 6000 ms, shorter than 5 ticks of 2000 ms");
	}

	@ParameterizedTest
	@CsvSource({ "scheme, credentials", "credentials, scheme" })
	void refusesHalfAnAuth(String given, String missing) {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class)
			.isThrownBy(() -> validate("leader.zookeeper.auth[0]." + given, "swordfish"))
			.withMessage("Property leader.zookeeper.auth[0].%s: it is missing", missing)
			.satisfies((ex) -> assertThat(ex.getValue()).isNull());
	}

	private static void validate(String property, String value) {
		validate(new Binder(new MapConfigurationPropertySource(Map.of(property, value)))
			.bind("leader", LeaderProperties.class)
			.get());
	}

	private static void validate(LeaderProperties properties) {
		LeaderPropertiesValidator.validateElection(properties);
		LeaderPropertiesValidator.validateClient(properties.getZookeeper());
	}

}
