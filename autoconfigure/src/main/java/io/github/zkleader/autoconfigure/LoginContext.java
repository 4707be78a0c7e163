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

import javax.security.auth.login.Configuration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Finds the JAAS login context of the client. ZooKeeper would go on without
 * authentication if it were not there.
 */
final class LoginContext {

	private static final String PROPERTY = "leader.zookeeper.sasl.login-context";

	private LoginContext() {
	}

	static @Nullable String find(LeaderProperties.Sasl properties) {
		String name = properties.getLoginContext();
		if (!StringUtils.hasText(name)) {
			return null;
		}
		if (!isDefined(name)) {
			throw new InvalidLeaderPropertyException(PROPERTY, name, "JAAS knows no login context of that name",
					"Define it in the file that the system property java.security.auth.login.config names, or unset "
							+ PROPERTY + ".");
		}
		return name;
	}

	private static boolean isDefined(String name) {
		try {
			return Configuration.getConfiguration().getAppConfigurationEntry(name) != null;
		}
		catch (SecurityException ex) {
			return false;
		}
	}

}
