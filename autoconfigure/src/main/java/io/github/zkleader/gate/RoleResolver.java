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

package io.github.zkleader.gate;

import java.util.regex.Pattern;

import io.github.zkleader.gate.GatedMethod.Declaration;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.StringUtils;

/**
 * Resolves the roles that annotations name.
 */
final class RoleResolver {

	private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._-]+");

	private final ConfigurableBeanFactory beanFactory;

	RoleResolver(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Resolve the role.
	 * @param declaration where it is named
	 * @return the role; empty means the default role
	 */
	String resolve(Declaration declaration) {
		String role = declaration.annotation().role();
		if (role.isEmpty()) {
			return role;
		}
		String resolved = resolve(declaration, role);
		if (!StringUtils.hasText(resolved)) {
			throw declaration.invalid("the role '" + role + "' resolves to nothing",
					"Give the property a value, or leave the role out to use the default role.");
		}
		if (resolved.contains("${")) {
			throw unresolved(declaration, role);
		}
		if (!ROLE.matcher(resolved).matches()) {
			throw declaration.invalid(
					"the role '" + resolved + "' is not a valid name"
							+ (resolved.equals(role) ? "" : "; '" + role + "' resolves to it"),
					"Use letters, digits, '.', '_' and '-' only.");
		}
		return resolved;
	}

	private @Nullable String resolve(Declaration declaration, String role) {
		try {
			return this.beanFactory.resolveEmbeddedValue(role);
		}
		catch (IllegalArgumentException ex) {
			InvalidLeaderOnlyException unresolved = unresolved(declaration, role);
			unresolved.initCause(ex);
			throw unresolved;
		}
	}

	private static InvalidLeaderOnlyException unresolved(Declaration declaration, String role) {
		return declaration.invalid("the role '" + role + "' cannot be resolved",
				"Define the property, or give the placeholder a default as in '${name:default}'.");
	}

}
