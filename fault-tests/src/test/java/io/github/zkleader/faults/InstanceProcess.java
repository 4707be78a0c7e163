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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.zkleader.LeadershipState;
import io.github.zkleader.processes.ChildProcess;
import org.awaitility.Awaitility;

/**
 * A process that runs {@link InstanceMain}.
 */
final class InstanceProcess implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final ChildProcess process;

	InstanceProcess(String name, Path directory, List<String> jvmArguments, String connectString,
			String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.application.name=orders", "--leader.role=leader",
				"--leader.zookeeper.session-timeout=4s", "--leader.zookeeper.tick-time=500ms",
				"--leader.zookeeper.connect-string=" + connectString));
		arguments.addAll(List.of(properties));
		this.process = new ChildProcess(name, directory, jvmArguments, ChildProcess.classPath(), InstanceMain.class,
				arguments);
		this.process.awaitReady();
	}

	String command(String command) {
		return this.process.command(command);
	}

	void awaitLeader() {
		Awaitility.await().atMost(TIMEOUT).until(() -> command("leads").equals("true"));
	}

	void awaitState(LeadershipState state) {
		Awaitility.await().atMost(TIMEOUT).until(() -> command("state").equals(state.name()));
	}

	void awaitStatus(String text) {
		Awaitility.await().atMost(TIMEOUT).until(() -> command("status").contains(text));
	}

	void kill() {
		this.process.kill();
	}

	@Override
	public void close() {
		kill();
	}

}
