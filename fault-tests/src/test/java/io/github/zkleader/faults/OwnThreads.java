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

package io.github.zkleader.faults;

import java.util.List;

/**
 * The threads of this process that belong to elections and their clients.
 */
final class OwnThreads {

	private static final List<String> MARKS = List.of("zkleader-", "Curator-", "-SendThread(", "-EventThread");

	private OwnThreads() {
	}

	/**
	 * Return the names of the threads that are alive.
	 * @return the names, ordered
	 */
	static List<String> names() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> MARKS.stream().anyMatch(name::contains))
			.sorted()
			.toList();
	}

}
