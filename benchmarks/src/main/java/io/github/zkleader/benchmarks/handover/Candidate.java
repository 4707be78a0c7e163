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

package io.github.zkleader.benchmarks.handover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.processes.ChildProcess;
import io.github.zkleader.processes.EnsembleServer;
import io.github.zkleader.processes.TcpProxy;
import io.github.zkleader.processes.TcpProxy.Direction;

/**
 * A candidate in a process of its own.
 */
final class Candidate implements AutoCloseable {

	private static final long RECENTLY = Duration.ofMillis(50).toNanos();

	private static final Duration END_TIMEOUT = Duration.ofSeconds(30);

	private final ChildProcess process;

	private final Journal journal;

	private final List<TcpProxy> links;

	private boolean ending;

	/**
	 * Start a candidate.
	 * @param kind how it is elected
	 * @param name its name
	 * @param arena where it runs
	 */
	Candidate(Kind kind, String name, Arena arena) {
		this.links = arena.isLinked()
				? arena.servers().stream().map(EnsembleServer::getClientPort).map(TcpProxy::new).toList() : List.of();
		List<Integer> ports = arena.isLinked() ? this.links.stream().map(TcpProxy::getPort).toList()
				: arena.servers().stream().map(EnsembleServer::getClientPort).toList();
		Path file = arena.directory().resolve(name + ".journal");
		this.journal = new Journal(file);
		this.process = new ChildProcess(name, arena.directory(), List.of(), ChildProcess.classPath(),
				CandidateMain.class, List.of(kind.toArgument(), Arena.connectString(ports), Arena.path(kind),
						Long.toString(arena.sessionTimeout().toMillis()), file.toString()));
	}

	ChildProcess process() {
		return this.process;
	}

	Journal journal() {
		return this.journal;
	}

	boolean isWorking() {
		return System.nanoTime() - this.journal.lastRun() < RECENTLY;
	}

	void terminate() {
		this.ending = true;
		this.process.terminate();
	}

	/**
	 * Whether it goes on. Waits for the end of one that is told to end.
	 * @return whether it does
	 */
	boolean remains() {
		if (this.ending && !this.process.awaitEnd(END_TIMEOUT)) {
			throw new IllegalStateException(this.process.getName() + " does not end");
		}
		return this.process.isAlive();
	}

	void cut() {
		this.links.forEach((link) -> link.cut(Direction.values()));
	}

	void heal() {
		this.links.forEach(TcpProxy::heal);
		if (this.process.isAlive()) {
			this.process.resume();
		}
	}

	@Override
	public void close() {
		this.process.close();
		this.links.forEach(TcpProxy::close);
	}

}
