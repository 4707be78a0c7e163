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

package io.github.zkleader.election;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * Makes candidacies that have Spring Integration's initiator as their elector, which
 * hides why it cannot join: so what it needs is probed before.
 */
final class InitiatorCandidacies implements Candidacies {

	private final ElectionSettings settings;

	private final CuratorFramework client;

	private final LockZnodes lockZnodes;

	private final Znodes znodes;

	InitiatorCandidacies(ElectionSettings settings, CuratorFramework client, LockZnodes lockZnodes, Znodes znodes) {
		this.settings = settings;
		this.client = client;
		this.lockZnodes = lockZnodes;
		this.znodes = znodes;
	}

	@Override
	public void probe(String role) throws CampaignException, InterruptedException {
		String rolePath = this.settings.rolePath(role);
		this.znodes.create(rolePath, CreateMode.CONTAINER);
		String probe = rolePath + "/probe-" + this.settings.id().replace('/', '_');
		try {
			this.znodes.createOnly(probe, CreateMode.EPHEMERAL, rolePath);
		}
		finally {
			this.znodes.delete(probe, rolePath);
		}
		this.lockZnodes.deleteLeftovers(rolePath, this.settings.id(), this.znodes);
	}

	@Override
	public Candidacy create(String role, String rolePath, Runnable onLeave) {
		return new InitiatorCandidacy(role, rolePath, this.settings, this.client, this.lockZnodes, onLeave);
	}

}
