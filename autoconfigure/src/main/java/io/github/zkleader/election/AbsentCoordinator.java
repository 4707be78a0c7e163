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

import io.github.zkleader.ConnectionStatus;

/**
 * Stands in where elections are disabled: nobody is ever elected.
 */
final class AbsentCoordinator implements Coordinator {

	@Override
	public void start(Listener listener) {
	}

	@Override
	public void stop() {
	}

	@Override
	public boolean isConnected() {
		return false;
	}

	@Override
	public boolean isValid(long sessionId) {
		return false;
	}

	@Override
	public boolean isRenewed(long sessionId) {
		return false;
	}

	@Override
	public long leaseRemaining() {
		return 0;
	}

	@Override
	public long leaseTimeout() {
		return 0;
	}

	@Override
	public ConnectionStatus getStatus() {
		return new ConnectionStatus(ConnectionStatus.State.NONE, null, null, null, null, null, "disabled");
	}

	@Override
	public void probe(String role) {
		throw disabled();
	}

	@Override
	public Candidacy candidacy(String role) {
		throw disabled();
	}

	@Override
	public void elected(String role) {
	}

	@Override
	public Candidates look(String role, Candidates known, boolean withParticipants, QueueListener listener) {
		return Candidates.UNKNOWN;
	}

	@Override
	public TickStore ticks(String role) {
		return new InMemoryTickStore(new InMemoryTickStore.Shelf(), "", () -> true, (grant) -> true);
	}

	@Override
	public void hold(Grant grant, Runnable onGone) {
		throw disabled();
	}

	@Override
	public void letGo(Grant grant) {
	}

	private static IllegalStateException disabled() {
		return new IllegalStateException("Elections are disabled by leader.enabled");
	}

}
