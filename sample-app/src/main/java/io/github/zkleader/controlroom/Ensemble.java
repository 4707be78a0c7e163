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

package io.github.zkleader.controlroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.stereotype.Component;

/**
 * ZooKeeper servers that form one ensemble, each a JVM of its own.
 */
@Component
class Ensemble {

	private final List<Server> servers;

	Ensemble(Children children, ControlRoomProperties properties) {
		int size = properties.servers();
		List<Integer> ports = Ports.free(3 * size);
		String members = IntStream.range(0, size)
			.mapToObj((i) -> "server.%d=127.0.0.1:%d:%d;127.0.0.1:%d".formatted(i + 1, ports.get(size + i),
					ports.get(2 * size + i), ports.get(i)))
			.collect(Collectors.joining("\n"));
		this.servers = IntStream.range(0, size)
			.mapToObj((i) -> new Server("zk-" + (i + 1), ports.get(i),
					configure(properties.directory().resolve("zk-" + (i + 1)), i + 1, members), children))
			.toList();
	}

	private static Path configure(Path directory, int id, String members) {
		try {
			Files.createDirectories(directory);
			Files.writeString(directory.resolve("myid"), Integer.toString(id));
			Path config = directory.resolve("zoo.cfg");
			Files.writeString(config, """
					tickTime=500
					initLimit=20
					syncLimit=6
					dataDir=%s
					admin.enableServer=false
					%s
					""".formatted(directory.toAbsolutePath(), members));
			return config;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Could not configure a ZooKeeper server in " + directory, ex);
		}
	}

	List<Server> getServers() {
		return this.servers;
	}

}
