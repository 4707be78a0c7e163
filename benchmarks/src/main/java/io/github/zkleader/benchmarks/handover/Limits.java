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

package io.github.zkleader.benchmarks.handover;

import java.io.IOException;
import java.util.List;

import io.github.zkleader.benchmarks.report.Samples;
import io.github.zkleader.processes.EnsembleServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * What no hand-over can do without: round trips, measured by turns with the hand-overs.
 */
final class Limits implements AutoCloseable {

	private final List<ZooKeeper> clients;

	private final Samples createAndDelete = new Samples();

	private final Samples deleteAndRead = new Samples();

	private int next;

	Limits(List<EnsembleServer> servers) throws IOException {
		this.clients = List.of(connect(servers.get(0)), connect(servers.get(1)), connect(servers.get(2)));
	}

	private static ZooKeeper connect(EnsembleServer server) throws IOException {
		return new ZooKeeper("127.0.0.1:" + server.getClientPort(), 30_000, (event) -> {
		});
	}

	/**
	 * Measure once, on one server after the other.
	 * @throws KeeperException if the server refuses
	 * @throws InterruptedException if the thread is interrupted
	 */
	void measure() throws KeeperException, InterruptedException {
		ZooKeeper client = this.clients.get(this.next++ % this.clients.size());
		long start = System.nanoTime();
		create(client);
		client.delete("/limit", -1);
		this.createAndDelete.add((double) (System.nanoTime() - start));
		create(client);
		start = System.nanoTime();
		client.delete("/limit", -1);
		client.getChildren("/", false);
		this.deleteAndRead.add((double) (System.nanoTime() - start));
	}

	private static void create(ZooKeeper client) throws KeeperException, InterruptedException {
		client.create("/limit", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
	}

	Samples createAndDelete() {
		return this.createAndDelete;
	}

	Samples deleteAndRead() {
		return this.deleteAndRead;
	}

	@Override
	public void close() {
		for (ZooKeeper client : this.clients) {
			try {
				client.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
