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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.election.InMemoryEnsemble.Contest;

/**
 * An ensemble in memory.
 */
final class InMemoryTestEnsemble implements TestEnsemble {

	private final InMemoryEnsemble ensemble = new InMemoryEnsemble(TestInstance.SESSION_TIMEOUT, TestInstance.TICK,
			Contest.OPEN);

	private final Set<String> ids = ConcurrentHashMap.newKeySet();

	InMemoryEnsemble ensemble() {
		return this.ensemble;
	}

	@Override
	public Elections join(String id, ElectionsFactory factory, Duration sessionTimeout) {
		this.ids.add(id);
		return factory.inMemory(this.ensemble);
	}

	@Override
	public void leave(String id) {
		this.ids.remove(id);
	}

	@Override
	public List<String> locks(String id) {
		return this.ensemble.getCandidates("leader");
	}

	@Override
	public void goSilent() {
		this.ids.forEach(this.ensemble::disconnect);
		this.ensemble.advance(TestInstance.SESSION_TIMEOUT);
	}

	@Override
	public void comeBack() {
		this.ids.forEach(this.ensemble::reconnect);
	}

	@Override
	public void blip() {
		this.ids.forEach(this.ensemble::disconnect);
		this.ensemble.advance(TestInstance.SESSION_TIMEOUT.dividedBy(2));
		this.ids.forEach(this.ensemble::reconnect);
	}

	@Override
	public void expireSession(String id) {
		this.ensemble.expireSession(id);
	}

	@Override
	public void deleteLock(String id) {
		this.ensemble.deleteLock(id, "leader");
	}

	@Override
	public void close() {
	}

}
