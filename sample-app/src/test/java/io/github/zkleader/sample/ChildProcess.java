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

package io.github.zkleader.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that runs a main class of the test's class path and never outlives the JVM of the
 * test, however that ends.
 */
public final class ChildProcess implements AutoCloseable {

	private static final String PARENT = "child.parent";

	private static final String MAIN_CLASS = "child.main-class";

	private final Process process;

	private final Path log;

	private ChildProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * The {@code kill -9}.
	 */
	public void kill() {
		this.process.destroyForcibly();
	}

	/**
	 * The {@code SIGTERM}.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * Return the processes that it has started, and those that they have.
	 * @return the processes
	 */
	public List<ProcessHandle> descendants() {
		return this.process.descendants().toList();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	int awaitExit(int seconds) throws InterruptedException {
		if (!this.process.waitFor(seconds, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Still running after %d s, see %s".formatted(seconds, this.log));
		}
		return this.process.exitValue();
	}

	List<String> readLog() throws IOException {
		return Files.readAllLines(this.log);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * Start a JVM.
	 * @param mainClass the main class
	 * @param log where its output goes
	 * @param jvmOptions options of the JVM
	 * @param args arguments of the main class
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static ChildProcess start(Class<?> mainClass, Path log, List<String> jvmOptions, String... args)
			throws IOException {
		return start(mainClass, log, System.getProperty("java.class.path"), jvmOptions, args);
	}

	static ChildProcess start(Class<?> mainClass, Path log, String classPath, List<String> jvmOptions, String... args)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		command.addAll(jvmOptions);
		command.addAll(List.of("-D" + PARENT + "=" + ProcessHandle.current().pid(),
				"-D" + MAIN_CLASS + "=" + mainClass.getName(), "-cp", classPath, ChildProcess.class.getName()));
		command.addAll(List.of(args));
		File output = log.toFile();
		return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start(),
				log);
	}

	public static void main(String[] args) throws Exception {
		ProcessHandle parent = ProcessHandle.of(Long.getLong(PARENT)).orElseThrow();
		parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
		Class.forName(System.getProperty(MAIN_CLASS)).getMethod("main", String[].class).invoke(null, (Object) args);
	}

}
