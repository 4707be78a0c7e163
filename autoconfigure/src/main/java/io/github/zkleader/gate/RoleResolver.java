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

import io.github.zkleader.LeaderOnly;
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
	 * @param annotation what names it
	 * @param subject what is annotated
	 * @return the role; empty means the default role
	 */
	String resolve(LeaderOnly annotation, Subject subject) {
		String role = annotation.role();
		if (role.isEmpty()) {
			return role;
		}
		String resolved = resolve(subject, role);
		if (!StringUtils.hasText(resolved)) {
			throw subject.invalid("the role '" + role + "' resolves to nothing",
					"Give the property a value, or leave the role out to use the default role.");
		}
		if (resolved.contains("${")) {
			throw unresolved(subject, role);
		}
		if (!ROLE.matcher(resolved).matches()) {
			throw subject.invalid(
					"the role '" + resolved + "' is not a valid name"
							+ (resolved.equals(role) ? "" : "; '" + role + "' resolves to it"),
					"Use letters, digits, '.', '_' and '-' only.");
		}
		return resolved;
	}

	private @Nullable String resolve(Subject subject, String role) {
		try {
			return this.beanFactory.resolveEmbeddedValue(role);
		}
		catch (IllegalArgumentException ex) {
			InvalidLeaderOnlyException unresolved = unresolved(subject, role);
			unresolved.initCause(ex);
			throw unresolved;
		}
	}

	private static InvalidLeaderOnlyException unresolved(Subject subject, String role) {
		return subject.invalid("the role '" + role + "' cannot be resolved",
				"Define the property, or give the placeholder a default as in '${name:default}'.");
	}

	/**
	 * What carries an annotation.
	 */
	@FunctionalInterface
	interface Subject {

		/**
		 * Make the exception that refuses the annotation.
		 * @param problem what is wrong
		 * @param action what to do about it
		 * @return the exception
		 */
		InvalidLeaderOnlyException invalid(String problem, String action);

	}

}
