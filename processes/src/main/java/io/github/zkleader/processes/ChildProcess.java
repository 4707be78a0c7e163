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

package io.github.zkleader.processes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that this one has started, and that ends with this one however that ends.
 */
public final class ChildProcess implements AutoCloseable {

	private static final String LOGGING = "io/github/zkleader/processes/logback.xml";

	private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(60);

	private final String name;

	private final Path log;

	private final Process process;

	private final Writer commands;

	private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();

	private @Nullable Process resumer;

	public ChildProcess(String name, Path directory, List<String> jvmArguments, String classPath, Class<?> main,
			List<String> arguments) {
		this.name = name;
		this.log = directory.resolve(name + ".log");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m", "-Xshare:auto",
				"-Dlogback.configurationFile=" + LOGGING, "-Dlogging.config=classpath:" + LOGGING));
		command.addAll(jvmArguments);
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(arguments);
		try {
			Files.createDirectories(directory);
			this.process = new ProcessBuilder(command)
				.redirectError(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.commands = new BufferedWriter(
				new OutputStreamWriter(this.process.getOutputStream(), StandardCharsets.UTF_8));
		Thread reader = new Thread(this::readReplies, "replies-of-" + name);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Return the class path of this JVM.
	 * @return the class path
	 */
	public static String classPath() {
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	/**
	 * Return the class path of this JVM with another version of ZooKeeper.
	 * @param directory where that version is
	 * @return the class path
	 */
	public static String classPath(Path directory) {
		List<String> entries = new ArrayList<>();
		entries.add(directory + File.separator + "*");
		Stream.of(classPath().split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).getFileName().toString().startsWith("zookeeper"))
			.forEach(entries::add);
		return String.join(File.pathSeparator, entries);
	}

	private void readReplies() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			reader.lines().forEach(this.replies::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// It has ended
		}
	}

	public String getName() {
		return this.name;
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Wait for the line in which the child says that it is ready.
	 * @return the rest of the line
	 */
	public String awaitReady() {
		return awaitReply("ready");
	}

	/**
	 * Send a command and wait until it is done.
	 * @param command the command
	 * @return the answer
	 */
	public String command(String command) {
		send(command);
		return awaitReply("ok");
	}

	public void send(String command) {
		try {
			this.commands.write(command + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.name + " does not take '" + command + "', see " + this.log, ex);
		}
	}

	private String awaitReply(String expected) {
		try {
			String reply = this.replies.poll(REPLY_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
			if (reply == null || !reply.startsWith(expected)) {
				throw new IllegalStateException(this.name + " answered " + reply + ", see " + this.log);
			}
			return reply.substring(expected.length()).trim();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Stop the process as a long pause would. It goes on if this JVM ends.
	 */
	public void pause() {
		try {
			String pid = Long.toString(this.process.pid());
			this.resumer = new ProcessBuilder("sh", "-c", "read line; kill -CONT $0", pid).start();
			signal("STOP");
			Awaitility.await().pollInterval(Duration.ofMillis(1)).until(this::isPaused);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isPaused() throws IOException {
		String stat = Files.readString(Path.of("/proc", Long.toString(this.process.pid()), "stat"));
		return stat.substring(stat.lastIndexOf(')')).startsWith(") T");
	}

	public void resume() {
		if (this.resumer != null) {
			signal("CONT");
			this.resumer.destroyForcibly();
			this.resumer = null;
		}
	}

	/**
	 * Ask the process to end. {@link Process#destroy()} would close its standard input
	 * too, which ends it at once.
	 */
	public void terminate() {
		signal("TERM");
	}

	/**
	 * End the process at once.
	 */
	public void kill() {
		this.process.destroyForcibly();
		awaitEnd(Duration.ofSeconds(10));
		if (this.resumer != null) {
			this.resumer.destroyForcibly();
			this.resumer = null;
		}
	}

	public boolean awaitEnd(Duration timeout) {
		try {
			return this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void signal(String signal) {
		if (!this.process.isAlive()) {
			throw new IllegalStateException(this.name + " has ended, see " + this.log);
		}
		try {
			new ProcessBuilder("sh", "-c", "kill -" + signal + " $0", Long.toString(this.process.pid())).start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		kill();
	}

}
