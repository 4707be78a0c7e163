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

import java.util.HexFormat;
import java.util.Random;

import io.github.zkleader.election.ElectionSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.system.ApplicationPid;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Makes the settings of the elections from properties.
 */
final class ElectionSettingsBuilder {

	private static final String NOT_USED = "/";

	private ElectionSettingsBuilder() {
	}

	static ElectionSettings build(LeaderProperties properties, Environment environment) {
		LeaderPropertiesValidator.validateElection(properties);
		boolean shared = properties.isEnabled() && !properties.isStandalone();
		String path = shared ? LeaderPath.resolvePath(properties, environment) : NOT_USED;
		return new ElectionSettings(id(properties, environment), path, properties.getDrainTimeout(),
				properties.getInterruptGrace(), properties.getPrepareTimeout(), properties.getOnListenerFailure(),
				properties.getElector());
	}

	private static String id(LeaderProperties properties, Environment environment) {
		// Nobody has to guess it, and a secure one would take a good part of this to load
		String suffix = HexFormat.of().toHexDigits(new Random().nextInt());
		String prefix = properties.getId();
		return (StringUtils.hasText(prefix) ? prefix : defaultPrefix(environment)) + "-" + suffix;
	}

	private static String defaultPrefix(Environment environment) {
		@Nullable Long pid = new ApplicationPid().toLong();
		String name = environment.getProperty("spring.application.name", "");
		return (StringUtils.hasText(name) ? name + "-" : "") + HostName.get() + "-" + pid;
	}

}
