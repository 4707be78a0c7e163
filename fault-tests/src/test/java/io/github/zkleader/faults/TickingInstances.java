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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.github.zkleader.processes.ChildProcess;
import io.github.zkleader.processes.Ensemble;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Applications with jobs, each in a process of its own. One that has ended is replaced
 * while the others go on.
 */
final class TickingInstances implements AutoCloseable {

	private static final int COUNT = 3;

	private final Path directory;

	private final Path file;

	private final String connectString;

	private final List<Instance> instances = new ArrayList<>();

	private final List<Instance> starting = new ArrayList<>();

	private final Map<Long, Boolean> outages = new HashMap<>();

	private int started;

	TickingInstances(Path directory, Path file, Ensemble ensemble) {
		this.directory = directory;
		this.file = file;
		this.connectString = ensemble.servers()
			.stream()
			.map((server) -> "127.0.0.1:" + server.getClientPort())
			.collect(Collectors.joining(","));
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
	}

	/**
	 * Start as many as are missing, and wait for those that were started before, or for
	 * all if there was none.
	 */
	void fill() {
		this.starting.forEach(this::awaitReady);
		this.starting.clear();
		while (this.instances.size() + this.starting.size() < COUNT) {
			this.starting.add(start());
		}
		if (this.instances.isEmpty()) {
			this.starting.forEach(this::awaitReady);
			this.starting.clear();
		}
	}

	private void awaitReady(Instance instance) {
		instance.id = instance.process.awaitReady();
		this.instances.add(instance);
	}

	private Instance start() {
		String name = "ticking-" + ++this.started;
		List<String> arguments = new ArrayList<>(
				CandidateProcess.Type.application(name, this.connectString, "/ticks", Candidates.SESSION_TIMEOUT));
		arguments.add("--ticks.file=" + this.file);
		arguments.add("--spring.task.scheduling.pool.size=3");
		return new Instance(new ChildProcess(name, this.directory, List.of(), ChildProcess.classPath(),
				TickingMain.class, arguments));
	}

	/**
	 * Wait for a leader that has run every job since, whoever that is by then.
	 * @param ledger what the jobs have written
	 * @return the leader
	 */
	Instance awaitLeader(TickLedger ledger) {
		long since = Instant.now().getEpochSecond();
		return await()
			.until(() -> leader().filter(
					(leader) -> TickingMain.Jobs.NAMES.stream().allMatch((job) -> ledger.last(job, leader.id) > since)),
					Optional::isPresent)
			.orElseThrow();
	}

	private Optional<Instance> leader() {
		return this.instances.stream()
			.filter((instance) -> Boolean.parseBoolean(instance.process.command("leads")))
			.findFirst();
	}

	void kill(Instance instance) {
		instance.process.kill();
		this.instances.remove(instance);
	}

	void terminate(Instance instance) {
		instance.process.terminate();
		if (!instance.process.awaitEnd(Candidates.STOP_TIMEOUT)) {
			throw new AssertionError(instance.process.getName() + " does not stop");
		}
		this.instances.remove(instance);
	}

	/**
	 * Kill all of them, and start new ones.
	 */
	void replaceAll() {
		this.starting.forEach(this::awaitReady);
		this.starting.clear();
		List.copyOf(this.instances).forEach(this::kill);
		long from = Instant.now().getEpochSecond() + 1;
		fill();
		LongStream.rangeClosed(from, Instant.now().getEpochSecond())
			.forEach((second) -> this.outages.put(second, Boolean.TRUE));
	}

	/**
	 * Whether no instance was alive at a time.
	 * @param second the time
	 * @return whether there was none
	 */
	boolean isOutage(long second) {
		return this.outages.containsKey(second);
	}

	@Override
	public void close() {
		this.instances.forEach((instance) -> instance.process.close());
		this.starting.forEach((instance) -> instance.process.close());
	}

	/**
	 * One of the applications.
	 */
	static final class Instance {

		private final ChildProcess process;

		private String id = "";

		private Instance(ChildProcess process) {
			this.process = process;
		}

	}

}
