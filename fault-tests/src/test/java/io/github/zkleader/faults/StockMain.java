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
import java.util.concurrent.locks.LockSupport;

import io.github.zkleader.processes.ChildMain;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.integration.leader.Candidate;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

/**
 * A candidate that is nothing but Spring Integration's initiator, to show that the oracle
 * catches what the library is there to prevent.
 */
public final class StockMain {

	private StockMain() {
	}

	public static void main(String[] args) {
		Asker asker = new Asker(Path.of(args[0]));
		ChildMain.obey(asker::command);
		String id = args[3] + "-" + ProcessHandle.current().pid();
		CuratorFramework client = CuratorFrameworkFactory.builder()
			.connectString(args[1])
			.ensembleTracker(false)
			.sessionTimeoutMs((int) Candidates.SESSION_TIMEOUT.toMillis())
			.connectionTimeoutMs((int) Candidates.SESSION_TIMEOUT.toMillis())
			.retryPolicy(new ExponentialBackoffRetry(100, 10))
			.build();
		client.start();
		Candidate candidate = new DefaultCandidate(id, Candidates.ROLE);
		LeaderInitiator initiator = new LeaderInitiator(client, candidate, args[2]);
		initiator.setLeaderEventPublisher(new DefaultLeaderEventPublisher(publisher(asker)));
		Subject subject = new StockSubject(id, initiator, client);
		asker.start(subject);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			initiator.stop();
			client.close();
		}));
		initiator.start();
		ChildMain.reply("ready " + System.nanoTime() + " " + id);
		while (true) {
			LockSupport.park();
		}
	}

	private static ApplicationEventPublisher publisher(Asker asker) {
		return new ApplicationEventPublisher() {

			@Override
			public void publishEvent(Object event) {
				throw new IllegalArgumentException(event.toString());
			}

			@Override
			public void publishEvent(ApplicationEvent event) {
				if (event instanceof OnGrantedEvent) {
					asker.granted(0);
				}
				else if (event instanceof OnRevokedEvent) {
					asker.revoked();
				}
			}

		};
	}

	private record StockSubject(String id, LeaderInitiator initiator, CuratorFramework client) implements Subject {

		@Override
		public String getId() {
			return this.id;
		}

		@Override
		public boolean isLeader() {
			return this.initiator.getContext().isLeader();
		}

		@Override
		public long token() {
			return 0;
		}

		@Override
		public void method(GatedBody body) {
			guard(body);
		}

		@Override
		public void guard(GatedBody body) {
			if (isLeader()) {
				body.run(System.nanoTime(), 0);
			}
		}

		@Override
		public void yield() {
			this.initiator.getContext().yield();
		}

		@Override
		public String command(String name) {
			switch (name) {
				case "close-client" -> this.client.close();
				case "stop" -> this.initiator.stop();
				case "start" -> this.initiator.start();
				default -> throw new IllegalArgumentException(name);
			}
			return "";
		}

	}

}
