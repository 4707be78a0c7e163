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

import java.nio.file.Path;

import io.github.zkleader.faults.CandidateProcess.Type;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults on servers of older versions, which {@code -Pfaults} fetches.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "faults.stock", matches = "true")
class OlderServersIntegrationTests {

	private static final Fault[] FAULTS = { Fault.PAUSE, Fault.KILL, Fault.TERMINATE, Fault.PARTITION,
			Fault.FOLLOWER_PARTITION, Fault.STALL, Fault.ENSEMBLE_LEADER_KILL };

	@ParameterizedTest
	@ValueSource(strings = { "3.6", "3.8" })
	void nothingIsViolatedOn(String version) {
		Path jars = Path.of(System.getProperty("faults.directory", "target"), "zookeeper-" + version);
		assertThat(jars).isNotEmptyDirectory();
		try (Arena arena = new Arena("-" + version)) {
			arena.start(ChildProcess.classPath(jars));
			Candidates candidates = arena.candidates(Type.ZKLEADER);
			for (Fault fault : FAULTS) {
				arena.assertThatNothingIsViolated(candidates, fault);
			}
		}
	}

}
