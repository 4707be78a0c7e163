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

import java.util.concurrent.Semaphore;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;

/**
 * Leads until it is told to end, or interrupted.
 */
final class SelectorTerm extends LeaderSelectorListenerAdapter {

	private final String role;

	private final Grants grants;

	private final Semaphore end = new Semaphore(0);

	private volatile boolean leader;

	SelectorTerm(String role, Grants grants) {
		this.role = role;
		this.grants = grants;
	}

	String getRole() {
		return this.role;
	}

	boolean isLeader() {
		return this.leader;
	}

	void end() {
		this.end.release();
	}

	@Override
	public void takeLeadership(CuratorFramework client) throws InterruptedException {
		this.end.drainPermits();
		this.leader = true;
		this.grants.granted(this.role);
		try {
			this.end.acquire();
		}
		finally {
			this.leader = false;
			this.grants.revoked(this.role);
		}
	}

}
