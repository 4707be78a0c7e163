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

package io.github.zkleader.benchmarks.contenders;

import java.util.List;
import java.util.UUID;

import org.apache.curator.framework.CuratorFramework;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

/**
 * Spring Integration's initiators, one for each role.
 */
final class InitiatorContender implements Contender {

	private final CuratorFramework client;

	private final List<LeaderInitiator> initiators;

	InitiatorContender(Settings settings, Grants grants) {
		this.client = settings.client();
		DefaultLeaderEventPublisher publisher = new DefaultLeaderEventPublisher(publisher(grants));
		this.initiators = settings.roleNames().stream().map((role) -> {
			LeaderInitiator initiator = new LeaderInitiator(this.client,
					new DefaultCandidate(UUID.randomUUID().toString(), role), settings.path());
			initiator.setLeaderEventPublisher(publisher);
			return initiator;
		}).toList();
	}

	private static ApplicationEventPublisher publisher(Grants grants) {
		return (event) -> {
			if (event instanceof OnGrantedEvent granted) {
				grants.granted(granted.getRole());
			}
			else if (event instanceof OnRevokedEvent revoked) {
				grants.revoked(revoked.getRole());
			}
		};
	}

	@Override
	public void start() {
		this.initiators.forEach(LeaderInitiator::start);
	}

	@Override
	public void run(Runnable work) {
		if (context().isLeader()) {
			work.run();
		}
	}

	@Override
	public void giveUp() {
		context().yield();
	}

	private Context context() {
		return this.initiators.get(0).getContext();
	}

	@Override
	public void close() {
		this.initiators.forEach(LeaderInitiator::stop);
		this.client.close();
	}

}
