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

package io.github.zkleader.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * The server of this process. ZooKeeper names no owner for its threads and reports no
 * failure of them, so all of them live in a group of their own, as daemons.
 */
final class EmbeddedServer {

	static final String ADDRESS = "127.0.0.1";

	private static final String RUNNER = "zkservermainrunner";

	// Sleeps until the next session would expire, whatever has been shut down
	private static final String SLEEPER = "SessionTracker";

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedServer.class);

	private final int port;

	private final @Nullable Path dataDir;

	private final Duration tickTime;

	private final Duration timeout;

	private final ThreadGroup threads = new ThreadGroup("embedded-zookeeper");

	private @Nullable Path workDir;

	private @Nullable ZooKeeperServerEmbedded server;

	EmbeddedServer(int port, @Nullable Path dataDir, Duration tickTime, Duration timeout) {
		this.port = port;
		this.dataDir = dataDir;
		this.tickTime = tickTime;
		this.timeout = timeout;
	}

	/**
	 * Start the server.
	 * @return the port it listens on
	 */
	int start() {
		try {
			Path workDir = Files.createTempDirectory("zkleader-zookeeper-");
			this.workDir = workDir;
			ZooKeeperServerEmbedded server = ZooKeeperServerEmbedded.builder()
				.baseDir(workDir)
				.configuration(configuration((this.dataDir != null) ? this.dataDir : workDir.resolve("data")))
				.exitHandler(ExitHandler.LOG_ONLY)
				.build();
			this.server = server;
			start(server);
			return Integer.parseInt(server.getConnectionString().substring(ADDRESS.length() + 1));
		}
		catch (Exception ex) {
			close();
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			throw EmbeddedZookeeperException.notStarted(this.port, ex);
		}
	}

	private Properties configuration(Path dataDir) {
		Properties configuration = new Properties();
		configuration.setProperty("clientPort", Integer.toString(this.port));
		configuration.setProperty("clientPortAddress", ADDRESS);
		configuration.setProperty("dataDir", dataDir.toAbsolutePath().toString());
		configuration.setProperty("tickTime", Long.toString(this.tickTime.toMillis()));
		configuration.setProperty("admin.enableServer", "false");
		return configuration;
	}

	private void start(ZooKeeperServerEmbedded server) throws Exception {
		FutureTask<Boolean> start = new FutureTask<>(() -> {
			server.start(this.timeout.toMillis());
			return true;
		});
		Thread starter = new Thread(this.threads, start, "embedded-zookeeper-start");
		starter.setDaemon(true);
		starter.start();
		while (true) {
			try {
				start.get(50, TimeUnit.MILLISECONDS);
				return;
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof TimeoutException)
						? new TimeoutException("not serving within %s ms".formatted(this.timeout.toMillis())) : ex;
			}
			catch (TimeoutException ex) {
				if (starter.getState() == Thread.State.TIMED_WAITING && !isRunning()) {
					starter.interrupt();
					throw new IOException("it gave up while starting", ex);
				}
			}
		}
	}

	private boolean isRunning() {
		return threads().stream().anyMatch((thread) -> thread.getName().equals(RUNNER));
	}

	void close() {
		if (this.server != null) {
			this.server.close();
		}
		awaitThreads();
		try {
			FileSystemUtils.deleteRecursively(this.workDir);
		}
		catch (IOException ex) {
			logger.debug("Temporary directory {} is left behind", this.workDir, ex);
		}
	}

	private void awaitThreads() {
		long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
		try {
			for (Thread thread : threads()) {
				if (thread.getName().equals(SLEEPER)) {
					continue;
				}
				long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				thread.join(Math.max(1, remaining));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Thread> threads() {
		Thread[] threads = new Thread[this.threads.activeCount() + 16];
		this.threads.enumerate(threads);
		return Arrays.stream(threads).filter(Objects::nonNull).toList();
	}

}
