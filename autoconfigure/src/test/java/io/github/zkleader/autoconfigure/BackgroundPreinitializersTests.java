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

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for our {@link BackgroundPreinitializer background preinitializers}, whose
 * failures nobody would be told.
 */
class BackgroundPreinitializersTests {

	@Test
	void allOfThemSucceedAndLeaveNoThread() throws Exception {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		List<BackgroundPreinitializer> preinitializers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(BackgroundPreinitializer.class)
			.stream()
			.filter((preinitializer) -> preinitializer.getClass().getName().startsWith("io.github.zkleader."))
			.toList();
		assertThat(preinitializers).hasSize(1);
		for (BackgroundPreinitializer preinitializer : preinitializers) {
			preinitializer.preinitialize();
		}
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
			.extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("zkleader"));
	}

}
