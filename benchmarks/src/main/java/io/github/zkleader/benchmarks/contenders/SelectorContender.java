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

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;

/**
 * Curator's selectors, one for each role.
 */
final class SelectorContender implements Contender {

	private final CuratorFramework client;

	private final List<SelectorTerm> terms;

	private final List<LeaderSelector> selectors;

	SelectorContender(Settings settings, Grants grants) {
		this.client = settings.client();
		this.terms = settings.roleNames().stream().map((role) -> new SelectorTerm(role, grants)).toList();
		this.selectors = this.terms.stream().map((term) -> {
			LeaderSelector selector = new LeaderSelector(this.client, settings.rolePath(term.getRole()), term);
			selector.autoRequeue();
			return selector;
		}).toList();
	}

	@Override
	public void start() {
		this.selectors.forEach(LeaderSelector::start);
	}

	@Override
	public void run(Runnable work) {
		if (this.terms.get(0).isLeader()) {
			work.run();
		}
	}

	@Override
	public void giveUp() {
		this.terms.get(0).end();
	}

	@Override
	public void close() {
		this.selectors.forEach(LeaderSelector::close);
		this.client.close();
	}

}
