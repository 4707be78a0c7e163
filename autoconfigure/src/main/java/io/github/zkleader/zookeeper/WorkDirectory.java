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
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * The temporary directory of a server. One whose process was killed is deleted by the
 * next server that starts on the host.
 */
final class WorkDirectory {

	private static final String PREFIX = "zkleader-zookeeper-";

	private static final String LOCK = "lock";

	// Longer than it takes to lock a directory that was created
	private static final Duration MIN_AGE = Duration.ofMinutes(1);

	// Locked by this process, which would lose the lock if it only looked at it
	private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

	private static final Logger logger = LoggerFactory.getLogger(WorkDirectory.class);

	private final Path path;

	private final FileChannel lock;

	private WorkDirectory(Path path, FileChannel lock) {
		this.path = path;
		this.lock = lock;
	}

	Path path() {
		return this.path;
	}

	void delete() {
		try {
			FileSystemUtils.deleteRecursively(this.path);
			this.lock.close();
		}
		catch (IOException ex) {
			logger.debug("Temporary directory {} is left behind", this.path, ex);
		}
		OWN.remove(this.path);
	}

	static WorkDirectory create() throws IOException {
		Path parent = Path.of(System.getProperty("java.io.tmpdir"));
		deleteAbandoned(parent);
		Path path = Files.createTempDirectory(parent, PREFIX);
		OWN.add(path);
		FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		lock.lock();
		return new WorkDirectory(path, lock);
	}

	private static void deleteAbandoned(Path parent) {
		try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
			for (Path directory : directories) {
				if (!OWN.contains(directory)) {
					deleteIfAbandoned(directory);
				}
			}
		}
		catch (IOException ex) {
			logger.debug("Abandoned directories in {} are left behind", parent, ex);
		}
	}

	private static void deleteIfAbandoned(Path directory) {
		Path lock = directory.resolve(LOCK);
		try {
			if (!Files.isRegularFile(lock)
					|| Files.getLastModifiedTime(lock).toInstant().isAfter(Instant.now().minus(MIN_AGE))) {
				return;
			}
			try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
				if (channel.tryLock() != null) {
					FileSystemUtils.deleteRecursively(directory);
				}
			}
		}
		catch (IOException | OverlappingFileLockException ex) {
			logger.debug("Directory {} is left behind", directory, ex);
		}
	}

}
