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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.zkleader.processes.FreePorts;
import io.github.zkleader.processes.ServerProcess;
import org.awaitility.Awaitility;

/**
 * Servers that may be added and removed while others run, each in a process of its own.
 * An observer follows a follower. A server has a loopback address of its own, because the
 * port of observer masters is the same on all of them.
 */
final class DynamicEnsemble implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Path directory;

	private final int observerMasterPort = FreePorts.next();

	private final List<Member> members = new ArrayList<>();

	/**
	 * Members that were removed keep their numbers, and directories.
	 */
	private int lastId;

	DynamicEnsemble(Path directory, int voters) {
		this.directory = directory;
		for (int i = 0; i < voters; i++) {
			this.members.add(new Member(++this.lastId, "participant"));
		}
		this.members.forEach(this::start);
		awaitServing();
	}

	/**
	 * Start another server. One that votes has no vote before it is added by a
	 * reconfiguration.
	 * @param role {@code participant} or {@code observer}
	 * @return the server
	 */
	Member add(String role) {
		Member member = new Member(++this.lastId, role);
		this.members.add(member);
		start(member);
		return member;
	}

	private void start(Member member) {
		String servers = this.members.stream()
			.map((other) -> other.specification() + "\n")
			.collect(Collectors.joining());
		member.server.configure(member.id, """
				tickTime=500
				initLimit=10
				syncLimit=5
				maxSessionTimeout=40000
				reconfigEnabled=true
				standaloneEnabled=false
				localSessionsEnabled=true
				localSessionsUpgradingEnabled=true
				peerType=%s
				observerMasterPort=%d
				4lw.commands.whitelist=srvr,mntr
				""".formatted(member.role, this.observerMasterPort) + servers);
		start(member.server);
	}

	void start(ServerProcess server) {
		server.start("-Dzookeeper.preAllocSize=4096", "-Dzookeeper.forceSync=no", "-Dzookeeper.skipACL=yes",
				"-Dreadonlymode.enabled=true");
	}

	List<Member> members() {
		return this.members;
	}

	String connectString() {
		return this.members.stream().map(Member::address).collect(Collectors.joining(","));
	}

	void awaitServing() {
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> this.members.stream().noneMatch((member) -> member.server.mode().isEmpty()));
	}

	@Override
	public void close() {
		this.members.forEach((member) -> member.server.close());
	}

	/**
	 * One of the servers.
	 */
	final class Member {

		private final int id;

		private final String role;

		private final ServerProcess server;

		private final int quorumPort = FreePorts.next();

		private final int electionPort = FreePorts.next();

		private Member(int id, String role) {
			this.id = id;
			this.role = role;
			this.server = new ServerProcess("server-" + id, DynamicEnsemble.this.directory);
		}

		int getId() {
			return this.id;
		}

		ServerProcess server() {
			return this.server;
		}

		/**
		 * Return where clients connect to.
		 * @return host and port
		 */
		String address() {
			return "127.0.0.1:" + this.server.getClientPort();
		}

		String specification() {
			return "server.%1$d=127.0.0.%1$d:%2$d:%3$d:%4$s;%5$s".formatted(this.id, this.quorumPort, this.electionPort,
					this.role, address());
		}

	}

}
