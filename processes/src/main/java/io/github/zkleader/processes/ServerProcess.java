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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper server in a process of its own, which may be started again and again.
 */
public final class ServerProcess implements AutoCloseable {

	private final String name;

	private final Path directory;

	private final String classPath;

	private final int clientPort = FreePorts.next();

	private @Nullable ChildProcess process;

	public ServerProcess(String name, Path parent) {
		this(name, parent, ChildProcess.classPath());
	}

	public ServerProcess(String name, Path parent, String classPath) {
		this.name = name;
		this.directory = parent.resolve(name);
		this.classPath = classPath;
	}

	public int getClientPort() {
		return this.clientPort;
	}

	public Path getDataDirectory() {
		return this.directory.resolve("data/version-2");
	}

	public ChildProcess process() {
		if (this.process == null) {
			throw new IllegalStateException(this.name + " is not started");
		}
		return this.process;
	}

	/**
	 * Configure a server that is one of several.
	 * @param id its number
	 * @param configuration all but its directory
	 */
	public void configure(int id, String configuration) {
		configure(configuration);
		write("data/myid", Integer.toString(id));
	}

	/**
	 * Configure a server.
	 * @param configuration all but its directory
	 */
	public void configure(String configuration) {
		write("zoo.cfg", """
				dataDir=%s
				admin.enableServer=false
				""".formatted(this.directory.resolve("data")) + configuration);
	}

	private void write(String file, String content) {
		try {
			Files.createDirectories(this.directory.resolve("data"));
			Files.writeString(this.directory.resolve(file), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void start(String... jvmArguments) {
		this.process = new ChildProcess(this.name, this.directory, List.of(jvmArguments), this.classPath,
				ServerMain.class, List.of(this.directory.resolve("zoo.cfg").toString()));
	}

	/**
	 * Ask the server for its part in the ensemble.
	 * @return {@code leader}, {@code follower} and the like, or empty while it does not
	 * serve
	 */
	public String mode() {
		return find("srvr", "Mode: ");
	}

	/**
	 * Look for a line in the answer to a command.
	 * @param command a command of four letters
	 * @param start how the line begins
	 * @return the rest of the line, or empty if there is none
	 */
	public String find(String command, String start) {
		if (this.process == null || !this.process.isAlive()) {
			return "";
		}
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.clientPort)) {
			socket.setSoTimeout(500);
			socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return answer.lines()
				.filter((line) -> line.startsWith(start))
				.map((line) -> line.substring(start.length()).trim())
				.findFirst()
				.orElse("");
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * End the server at once, if it is started.
	 */
	public void kill() {
		if (this.process != null) {
			this.process.kill();
		}
	}

	@Override
	public void close() {
		kill();
	}

}
