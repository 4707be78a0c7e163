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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkleader.ConnectionStatus.State;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.Term;
import io.github.zkleader.faults.DynamicEnsemble.Member;
import io.github.zkleader.processes.ServerProcess;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Elections on an ensemble that changes: with an observer behind an observer master,
 * without a quorum, and with servers that are added and removed.
 */
@EnabledOnOs(OS.LINUX)
@TestMethodOrder(OrderAnnotation.class)
class TopologyIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private static Path directory;

	private static DynamicEnsemble ensemble;

	@BeforeAll
	static void startEnsemble() {
		ensemble = new DynamicEnsemble(directory, 3);
	}

	@AfterAll
	static void stopEnsemble() {
		ensemble.close();
	}

	@Test
	@Order(1)
	void followsServersThatAreAddedAndRemovedWithoutLosingLeadership() throws Exception {
		List<Member> old = List.copyOf(ensemble.members());
		// A ride-out of 5 s
		Instances.runner(old.get(0).address())
			.withPropertyValues("leader.zookeeper.session-timeout=20s")
			.run((context) -> {
				Leadership leadership = Instances.awaitLeader(context);
				Term term = leadership.getTerm().orElseThrow();
				CuratorFramework client = context.getBean(CuratorFramework.class);
				awaitConnectString(client, old);
				Member added = ensemble.add("participant");
				reconfigure(ensemble.connectString(), added.specification(), null);
				awaitConnectString(client, ensemble.members());
				Member left = awaitMemberThatServes(client, ensemble.members());
				reconfigure(ensemble.connectString(), null, Integer.toString(left.getId()));
				List<Member> remaining = ensemble.members().stream().filter((member) -> member != left).toList();
				awaitConnectString(client, remaining);
				left.server().kill();
				awaitMemberThatServes(client, remaining);
				assertThat(leadership.isLeader()).isTrue();
				assertThat(leadership.getTerm()).contains(term);
				ensemble.members().remove(left);
			});
	}

	@Test
	@Order(2)
	void staysWhereItIsWithoutTheTracker() {
		Instances.runner(ensemble.members().get(0).address())
			.withPropertyValues("leader.zookeeper.ensemble-tracker=false")
			.run((context) -> {
				Instances.awaitLeader(context);
				CuratorFramework client = context.getBean(CuratorFramework.class);
				assertThat(client.getZookeeperClient().getCurrentConnectionString())
					.isEqualTo(ensemble.members().get(0).address());
			});
	}

	@Test
	@Order(3)
	void leadsOnAnObserverBehindAnObserverMaster() throws Exception {
		Member observer = ensemble.add("observer");
		reconfigure(ensemble.connectString(), observer.specification(), null);
		Awaitility.await().atMost(TIMEOUT).until(() -> observer.server().mode().equals("observer"));
		assertThat(ensemble.members()).as("observer masters")
			.filteredOn((member) -> member.server().find("mntr", "zk_synced_observers").equals("1"))
			.singleElement()
			.satisfies((member) -> assertThat(member.server().mode()).isEqualTo("follower"));
		Instances.runner(observer.address())
			.withPropertyValues("leader.zookeeper.observer-master=true", "leader.zookeeper.ensemble-tracker=false")
			.run((context) -> {
				Leadership leadership = Instances.awaitLeader(context);
				Term term = leadership.getTerm().orElseThrow();
				// The lease less four of the five periods of 0.4 s, after that from the
				// opening
				Duration longest = Duration.ofMillis(3000 - 4 * 400);
				Awaitility.await()
					.during(Duration.ofSeconds(5))
					.atMost(TIMEOUT)
					.until(() -> Instances.connection(context).leaseRemaining().compareTo(longest) < 0);
				assertThat(leadership.isLeader()).isTrue();
				assertThat(leadership.getTerm()).contains(term);
			});
	}

	@Test
	@Order(4)
	void waitsForTheQuorumWhereItMayOnlyRead() {
		Member survivor = ensemble.members().get(0);
		List<ServerProcess> others = ensemble.members()
			.stream()
			.filter((member) -> member != survivor)
			.map(Member::server)
			.toList();
		ApplicationContextRunner runner = Instances.runner(survivor.address())
			.withPropertyValues("leader.zookeeper.ensemble-tracker=false", "leader.zookeeper.read-only=true");
		runner.run((context) -> {
			Leadership leadership = Instances.awaitLeader(context);
			others.forEach(ServerProcess::kill);
			Awaitility.await().atMost(TIMEOUT).until(() -> Instances.connection(context).state() == State.READ_ONLY);
			Awaitility.await().until(() -> leadership.getStatus().state() == LeadershipState.CONNECTING);
			assertThat(leadership.isLeader()).isFalse();
			others.forEach(ensemble::start);
			Instances.awaitLeader(context);
		});
	}

	private static void awaitConnectString(CuratorFramework client, List<Member> members) {
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(client.getZookeeperClient().getCurrentConnectionString().split(","))
				.containsExactlyInAnyOrder(members.stream().map(Member::address).toArray(String[]::new)));
	}

	private static Member awaitMemberThatServes(CuratorFramework client, List<Member> members) {
		return Awaitility.await().atMost(TIMEOUT).until(() -> {
			String handle = client.getZookeeperClient().getZooKeeper().toString();
			return members.stream().filter((member) -> handle.contains("/" + member.address() + " lastZxid")).findAny();
		}, Optional::isPresent).orElseThrow();
	}

	private static void reconfigure(String connectString, @Nullable String joining, @Nullable String leaving)
			throws Exception {
		try (CuratorFramework admin = CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(500))) {
			admin.start();
			if (joining != null) {
				admin.reconfig().joining(joining).forEnsemble();
			}
			else {
				admin.reconfig().leaving(leaving).forEnsemble();
			}
		}
	}

}
