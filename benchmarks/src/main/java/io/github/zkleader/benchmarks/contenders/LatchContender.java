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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatch.CloseMode;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;

/**
 * Curator's latches, one for each role. They cannot give up: who does gets a new one.
 */
final class LatchContender implements Contender {

	private final CuratorFramework client;

	private final Settings settings;

	private final Grants grants;

	private final List<LeaderLatch> latches = new ArrayList<>();

	private volatile LeaderLatch first;

	LatchContender(Settings settings, Grants grants) {
		this.client = settings.client();
		this.settings = settings;
		this.grants = grants;
		settings.roleNames().forEach((role) -> this.latches.add(latch(role)));
		this.first = this.latches.get(0);
	}

	private LeaderLatch latch(String role) {
		LeaderLatch latch = new LeaderLatch(this.client, this.settings.rolePath(role), role, CloseMode.NOTIFY_LEADER);
		latch.addListener(new LeaderLatchListener() {

			@Override
			public void isLeader() {
				LatchContender.this.grants.granted(role);
			}

			@Override
			public void notLeader() {
				LatchContender.this.grants.revoked(role);
			}

		});
		return latch;
	}

	@Override
	public void start() throws Exception {
		for (LeaderLatch latch : this.latches) {
			latch.start();
		}
	}

	@Override
	public void run(Runnable work) {
		if (this.first.hasLeadership()) {
			work.run();
		}
	}

	@Override
	public void giveUp() throws Exception {
		this.first.close();
		LeaderLatch next = latch(this.settings.roleNames().get(0));
		next.start();
		this.latches.set(0, next);
		this.first = next;
	}

	@Override
	public void close() {
		try {
			for (LeaderLatch latch : this.latches) {
				latch.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.client.close();
	}

}
