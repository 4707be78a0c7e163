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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Says which property has which value, where it comes from and what to do about it.
 */
class InvalidLeaderPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidLeaderPropertyException> {

	private final @Nullable Environment environment;

	InvalidLeaderPropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidLeaderPropertyException cause) {
		StringBuilder description = new StringBuilder("Property ").append(cause.getProperty());
		if (cause.getValue() != null) {
			description.append(" with the value '").append(cause.getValue()).append('\'');
		}
		Origin origin = findOrigin(cause.getProperty());
		if (origin != null) {
			description.append(" (from ").append(origin).append(')');
		}
		description.append(": ").append(cause.getReason()).append('.');
		return new FailureAnalysis(description.toString(), cause.getAction(), cause);
	}

	private @Nullable Origin findOrigin(String property) {
		if (this.environment == null) {
			return null;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null) {
				return found.getOrigin();
			}
		}
		return null;
	}

}
