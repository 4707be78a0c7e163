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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.springframework.util.StringUtils;

/**
 * Finds the name of this host without asking the network, which could hold up the start.
 */
final class HostName {

	private static final Path HOSTNAME_FILE = Path.of("/etc/hostname");

	private HostName() {
	}

	static String get() {
		return Stream.of(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"), read())
			.filter(StringUtils::hasText)
			.map(String::trim)
			.findFirst()
			.orElse("localhost");
	}

	private static String read() {
		try {
			return Files.isReadable(HOSTNAME_FILE) ? Files.readString(HOSTNAME_FILE) : "";
		}
		catch (IOException ex) {
			return "";
		}
	}

}
