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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.jspecify.annotations.Nullable;

/**
 * The server of this process. ZooKeeper names no owner for its threads and reports no
 * failure of them, so all of them live in a group of their own, as daemons.
 */
final class EmbeddedServer {

	static final String ADDRESS = "127.0.0.1";

	private static final String RUNNER = "zkservermainrunner";

	// Sleep on for up to a tick or 3 seconds, whatever has been shut down
	private static final List<String> SLEEPERS = List.of("SessionTracker", "WorkerReceiver[", "WorkerSender[");

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final ServerConfiguration configuration;

	private final @Nullable Path dataDir;

	private final Duration timeout;

	private final ThreadGroup threads = new ThreadGroup("embedded-zookeeper");

	private @Nullable WorkDirectory workDir;

	private @Nullable ZooKeeperServerEmbedded server;

	EmbeddedServer(ServerConfiguration configuration, @Nullable Path dataDir, Duration timeout) {
		this.configuration = configuration;
		this.dataDir = dataDir;
		this.timeout = timeout;
	}

	/**
	 * Start the server.
	 * @return the port it listens on
	 */
	int start() {
		try {
			WorkDirectory workDir = WorkDirectory.create();
			this.workDir = workDir;
			ZooKeeperServerEmbedded server = ZooKeeperServerEmbedded.builder()
				.baseDir(workDir.path())
				.configuration(this.configuration
					.write((this.dataDir != null) ? this.dataDir : workDir.path().resolve("data")))
				.exitHandler(ExitHandler.LOG_ONLY)
				.build();
			this.server = server;
			start(server);
			String connectString = server.getConnectionString();
			return Integer.parseInt(connectString.substring(connectString.lastIndexOf(':') + 1));
		}
		catch (Exception ex) {
			close();
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			throw EmbeddedZookeeperException.notStarted(this.configuration.port(), ex);
		}
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
		if (this.workDir != null) {
			this.workDir.delete();
		}
	}

	private void awaitThreads() {
		long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
		try {
			for (Thread thread : threads()) {
				if (SLEEPERS.stream().anyMatch(thread.getName()::startsWith)) {
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
