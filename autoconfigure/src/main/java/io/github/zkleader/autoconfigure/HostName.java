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

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.util.StringUtils;

/**
 * Finds the name of this host without asking the network, which could hold up the start.
 */
final class HostName {

	private static final String HOSTNAME_FILE = "/etc/hostname";

	private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");

	private HostName() {
	}

	static String get() {
		return get(System.getenv());
	}

	static String get(Map<String, String> environment) {
		for (String variable : VARIABLES) {
			String name = environment.get(variable);
			if (StringUtils.hasText(name)) {
				return name.trim();
			}
		}
		String name = read();
		return StringUtils.hasText(name) ? name.trim() : "localhost";
	}

	private static String read() {
		try (InputStream file = new FileInputStream(HOSTNAME_FILE)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
