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

package io.github.zkleader.testcontainers;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/**
 * Three ZooKeeper servers in containers, which know each other by names that mean nothing
 * outside of their network.
 */
final class ZookeeperEnsemble implements AutoCloseable {

	private static final int SIZE = 3;

	private final Network network = Network.newNetwork();

	private final List<ZookeeperContainer> servers = IntStream.rangeClosed(1, SIZE).mapToObj(this::server).toList();

	private ZookeeperContainer server(int id) {
		return new ZookeeperContainer().withNetwork(this.network)
			.withNetworkAliases(name(id))
			.withEnv("ZOO_MY_ID", String.valueOf(id))
			.withEnv("ZOO_SERVERS",
					IntStream.rangeClosed(1, SIZE)
						.mapToObj((other) -> "server." + other + "=" + name(other) + ":2888:3888;2181")
						.collect(Collectors.joining(" ")));
	}

	private static String name(int id) {
		return "zoo" + id;
	}

	ZookeeperEnsemble start() {
		Startables.deepStart(this.servers).join();
		return this;
	}

	String getConnectString() {
		return this.servers.stream().map(ZookeeperContainer::getConnectString).collect(Collectors.joining(","));
	}

	List<ZookeeperContainer> getServers() {
		return this.servers;
	}

	ZookeeperContainer getLeader() {
		return this.servers.stream().filter(ZookeeperContainer::isEnsembleLeader).findFirst().orElseThrow();
	}

	@Override
	public void close() {
		this.servers.forEach(ZookeeperContainer::stop);
		this.network.close();
	}

}
