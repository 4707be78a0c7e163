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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.zkleader.FreePorts;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.util.ServiceUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EmbeddedZookeeper}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedZookeeperTests {

	@Test
	void servesOnAnyFreePort(CapturedOutput output) throws Exception {
		try (EmbeddedZookeeper zookeeper = start(0, null)) {
			assertThat(zookeeper.isJoined()).isFalse();
			assertThat(zookeeper.getConnectString()).startsWith("127.0.0.1:").doesNotEndWith(":0");
			withClient(zookeeper, (client) -> assertThat(create(client, "/here")).isEqualTo("/here"));
			assertThat(output).containsOnlyOnce("not for production");
		}
	}

	@Test
	void serverThatCannotGoOnDoesNotEndTheApplication(CapturedOutput output) {
		try (EmbeddedZookeeper zookeeper = start(0, null)) {
			assertThat(zookeeper.isJoined()).isFalse();
			ServiceUtils.requestSystemExit(14);
			assertThat(output).contains("14");
		}
	}

	@Test
	void servesOnGivenPort() throws Exception {
		int port = FreePorts.next();
		try (EmbeddedZookeeper zookeeper = start(port, null)) {
			assertThat(zookeeper.getConnectString()).isEqualTo("127.0.0.1:" + port);
			assertThat(ServerProbe.of(port)).isEqualTo(ServerProbe.ZOOKEEPER);
		}
	}

	@Test
	void joinsServerThatListens(CapturedOutput output) throws Exception {
		int port = FreePorts.next();
		try (EmbeddedZookeeper first = start(port, null)) {
			EmbeddedZookeeper second = start(port, null);
			assertThat(second.isJoined()).isTrue();
			assertThat(second.getConnectString()).isEqualTo(first.getConnectString());
			assertThat(output).containsOnlyOnce("Joined the ZooKeeper that already listens on 127.0.0.1:" + port);
			second.close();
			assertThat(ServerProbe.of(port)).isEqualTo(ServerProbe.ZOOKEEPER);
		}
	}

	@Test
	void refusesPortOfSomethingElse() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
			assertThatExceptionOfType(EmbeddedZookeeperException.class)
				.isThrownBy(() -> start(socket.getLocalPort(), null))
				.withMessageContaining("something that is not ZooKeeper")
				.withMessageContaining(Integer.toString(socket.getLocalPort()));
		}
	}

	@Test
	void failsSoonIfPortWasTakenMeanwhile() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			EmbeddedServer server = new EmbeddedServer(
					ServerConfiguration.standalone(socket.getLocalPort(), Duration.ofMillis(500)), null,
					Duration.ofMinutes(5));
			assertThatExceptionOfType(EmbeddedZookeeperException.class).isThrownBy(server::start)
				.withMessageContaining("did not start on port " + socket.getLocalPort());
		}
	}

	@Test
	void failsSoonIfServerCannotStart(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("file"), "not a directory");
		assertThatExceptionOfType(EmbeddedZookeeperException.class).isThrownBy(() -> start(0, file))
			.withMessageContaining("did not start");
	}

	@Test
	void refusesToStartWithoutLibraries() {
		Thread thread = Thread.currentThread();
		ClassLoader classLoader = thread.getContextClassLoader();
		thread.setContextClassLoader(new FilteredClassLoader("com.codahale.metrics", "org.xerial.snappy"));
		try {
			assertThatExceptionOfType(EmbeddedZookeeperException.class).isThrownBy(() -> start(0, null))
				.withMessageContaining("io.dropwizard.metrics:metrics-core")
				.withMessageContaining("org.xerial.snappy:snappy-java");
		}
		finally {
			thread.setContextClassLoader(classLoader);
		}
	}

	@Test
	void leavesNothingBehind() throws Exception {
		Set<Thread> threads = Set.copyOf(Thread.getAllStackTraces().keySet());
		Set<Path> directories = temporaryDirectories();
		EmbeddedZookeeper zookeeper = start(0, null);
		withClient(zookeeper, (client) -> create(client, "/here"));
		Set<Path> created = temporaryDirectories();
		created.removeAll(directories);
		assertThat(created).isNotEmpty();
		zookeeper.close();
		assertThat(created).anyMatch(Files::notExists);
		await().until(() -> serverThreads(threads).isEmpty());
	}

	@Test
	void cleansUpAfterProcessThatWasKilled() throws Exception {
		Path abandoned = directoryWithLock(Instant.now().minusSeconds(600));
		Path recent = directoryWithLock(Instant.now());
		Path foreign = Files.createTempDirectory("zkleader-zookeeper-");
		try (EmbeddedZookeeper first = start(0, null)) {
			withClient(first, (client) -> create(client, "/here"));
			assertThat(abandoned).doesNotExist();
			assertThat(recent).exists();
			assertThat(foreign).exists();
		}
		finally {
			FileSystemUtils.deleteRecursively(recent);
			FileSystemUtils.deleteRecursively(foreign);
		}
	}

	@Test
	void leavesDirectoryInUseAlone() throws Exception {
		WorkDirectory directory = WorkDirectory.create();
		Path lock = directory.path().resolve("lock");
		Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(600)));
		try (EmbeddedZookeeper zookeeper = start(0, null)) {
			assertThat(zookeeper.isJoined()).isFalse();
			assertThat(lock).exists();
		}
		finally {
			directory.delete();
		}
		assertThat(directory.path()).doesNotExist();
	}

	@Test
	void keepsDataInGivenDirectory(@TempDir Path directory) throws Exception {
		try (EmbeddedZookeeper zookeeper = start(0, directory)) {
			withClient(zookeeper, (client) -> create(client, "/here"));
		}
		try (EmbeddedZookeeper zookeeper = start(0, directory)) {
			withClient(zookeeper, (client) -> assertThat(exists(client, "/here")).isTrue());
		}
		try (var files = Files.list(directory)) {
			assertThat(files).extracting((file) -> file.getFileName().toString()).containsExactly("version-2");
		}
	}

	static List<Thread> serverThreads(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && thread.getThreadGroup() != null
					&& thread.getThreadGroup().getName().equals("embedded-zookeeper"))
			.toList();
	}

	private static Path directoryWithLock(Instant time) throws IOException {
		Path directory = Files.createTempDirectory("zkleader-zookeeper-");
		Files.setLastModifiedTime(Files.createFile(directory.resolve("lock")), FileTime.from(time));
		return directory;
	}

	private static Set<Path> temporaryDirectories() throws IOException {
		try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("zkleader-zookeeper-"))
				.filter(Files::isDirectory)
				.collect(Collectors.toSet());
		}
	}

	private static void answer(ServerSocket server, String answer) {
		Thread thread = new Thread(() -> {
			while (!server.isClosed()) {
				try (Socket socket = server.accept()) {
					socket.getInputStream().readNBytes(4);
					socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					// Closed
				}
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private static EmbeddedZookeeper start(int port, Path directory) {
		return EmbeddedZookeeper.start(port, directory, Duration.ofMillis(500), Duration.ofSeconds(30));
	}

	private static void withClient(EmbeddedZookeeper zookeeper, Consumer<CuratorFramework> action) {
		try (CuratorFramework client = CuratorFrameworkFactory.newClient(zookeeper.getConnectString(), 5000, 5000,
				new RetryOneTime(100))) {
			client.start();
			action.accept(client);
		}
	}

	private static String create(CuratorFramework client, String path) {
		try {
			return client.create().forPath(path);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean exists(CuratorFramework client, String path) {
		try {
			return client.checkExists().forPath(path) != null;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
