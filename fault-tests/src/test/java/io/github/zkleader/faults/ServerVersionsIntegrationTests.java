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

package io.github.zkleader.faults;

import java.nio.file.Path;
import java.util.List;

import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.processes.ChildProcess;
import io.github.zkleader.processes.ServerProcess;
import org.apache.curator.framework.CuratorFramework;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of elections on the oldest and other older servers that are supported. The newest
 * is what all other tests have.
 */
class ServerVersionsIntegrationTests {

	@ParameterizedTest
	@CsvSource({ "3.6.4, initiator", "3.6.4, direct", "3.7.2, initiator", "3.7.2, direct", "3.8.4, initiator",
			"3.8.4, direct" })
	void electsAndHandsOver(String version, String elector, @TempDir Path directory) {
		try (ServerProcess server = new ServerProcess("server", directory,
				ChildProcess.classPath(FaultReport.TARGET.resolve("zookeeper-" + version)))) {
			server.configure("""
					tickTime=500
					clientPort=%d
					clientPortAddress=127.0.0.1
					""".formatted(server.getClientPort()));
			server.start();
			assertThat(runningVersion(server)).startsWith(version);
			ApplicationContextRunner instances = Instances.runner("localhost:" + server.getClientPort())
				.withPropertyValues("leader.elector=" + elector);
			instances.run((first) -> {
				Leadership leader = Instances.awaitLeader(first);
				long token = leader.getTerm().orElseThrow().fencingToken();
				instances.run((second) -> {
					Leadership next = Instances.leadership(second);
					Awaitility.await().until(() -> next.getStatus().state() == LeadershipState.FOLLOWER);
					CuratorFramework client = second.getBean(CuratorFramework.class);
					Awaitility.await().until(() -> locks(client).size() == 2);
					leader.yield();
					Awaitility.await().until(next::isLeader);
					long nextToken = next.getTerm().orElseThrow().fencingToken();
					assertThat(nextToken).isGreaterThan(token);
					Awaitility.await().until(() -> locks(client).size() == 2);
					client.delete().forPath("/zkleader/orders/leader/" + first(locks(client)));
					Awaitility.await().until(leader::isLeader);
					assertThat(leader.getTerm().orElseThrow().fencingToken()).isGreaterThan(nextToken);
				});
			});
		}
	}

	private static String runningVersion(ServerProcess server) {
		return Awaitility.await().until(() -> server.find("srvr", "Zookeeper version: "), (found) -> !found.isEmpty());
	}

	private static List<String> locks(CuratorFramework client) throws Exception {
		return client.getChildren().forPath("/zkleader/orders/leader");
	}

	private static String first(List<String> locks) {
		return locks.stream().min((one, other) -> sequence(one).compareTo(sequence(other))).orElseThrow();
	}

	private static String sequence(String lock) {
		return lock.substring(lock.length() - 10);
	}

}
