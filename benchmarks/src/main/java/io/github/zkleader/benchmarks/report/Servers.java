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

package io.github.zkleader.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import io.github.zkleader.processes.Ensemble;

/**
 * The three servers of a benchmark, with what they count.
 */
public final class Servers implements AutoCloseable {

	private final Path directory;

	private final Ensemble ensemble;

	/**
	 * Start the servers, and wait until they serve.
	 */
	public Servers() {
		try {
			Files.createDirectories(Report.TARGET);
			this.directory = Files.createTempDirectory(Report.TARGET, "run-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.ensemble = new Ensemble(this.directory);
		try {
			this.ensemble.awaitServing();
		}
		catch (RuntimeException ex) {
			this.ensemble.close();
			throw ex;
		}
	}

	/**
	 * Return where the logs of this run go.
	 * @return the directory
	 */
	public Path getDirectory() {
		return this.directory;
	}

	/**
	 * Return the servers themselves.
	 * @return the ensemble
	 */
	public Ensemble getEnsemble() {
		return this.ensemble;
	}

	/**
	 * Return how to connect to all of them.
	 * @return the connect string
	 */
	public String getConnectString() {
		return this.ensemble.servers()
			.stream()
			.map((server) -> "127.0.0.1:" + server.getClientPort())
			.collect(Collectors.joining(","));
	}

	/**
	 * Read what the servers have counted so far.
	 * @return the counters
	 */
	public Counters count() {
		long packets = this.ensemble.servers()
			.stream()
			.mapToLong((server) -> server.counter("zk_packets_received"))
			.sum();
		long writes = this.ensemble.awaitLeader().counter("zk_proposal_count");
		return new Counters(System.nanoTime(), packets, writes);
	}

	@Override
	public void close() {
		this.ensemble.close();
	}

}
