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

package io.github.zkleader.benchmarks.scale;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.report.Servers;
import io.github.zkleader.processes.ChildProcess;

/**
 * A process that runs {@link GroupMain}.
 */
final class Group implements AutoCloseable {

	private final ChildProcess process;

	Group(Kind kind, Servers servers, String path, Duration sessionTimeout, int roles, int clients) {
		Path directory = servers.getDirectory().resolve("groups");
		this.process = new ChildProcess(path.substring(1), directory, List.of("-Xmx3g"), ChildProcess.classPath(),
				GroupMain.class, List.of(kind.toArgument(), servers.getConnectString(), path,
						Long.toString(sessionTimeout.toMillis()), Integer.toString(roles), Integer.toString(clients)));
	}

	void awaitReady() {
		this.process.awaitReady();
	}

	void start() {
		this.process.command("start");
	}

	void giveUp() {
		this.process.command("give-up");
	}

	void kill() {
		this.process.kill();
	}

	Granted granted() {
		String[] words = this.process.command("grants").split(" ", -1);
		return new Granted(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
	}

	Stats stats() {
		String[] words = this.process.command("stats").split(" ", -1);
		return new Stats(Integer.parseInt(words[0]), Long.parseLong(words[1]));
	}

	/**
	 * Return the processor's time so far.
	 * @return the time in nanoseconds
	 */
	long cpu() {
		return Long.parseLong(this.process.command("cpu"));
	}

	@Override
	public void close() {
		this.process.close();
	}

	/**
	 * What the candidates were granted.
	 *
	 * @param current what they hold
	 * @param total what they were granted so far
	 * @param latest when the latest was granted, {@code 0} if never
	 */
	record Granted(int current, int total, long latest) {

	}

	/**
	 * What the process takes.
	 *
	 * @param threads how many threads
	 * @param heap the bytes that are in use after a garbage collection
	 */
	record Stats(int threads, long heap) {

	}

}
