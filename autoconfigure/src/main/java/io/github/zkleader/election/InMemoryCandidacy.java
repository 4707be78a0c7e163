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
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A candidacy in an {@link InMemoryEnsemble}, whose monitor guards it.
 */
final class InMemoryCandidacy implements Candidacy {

	private final InMemoryCoordinator coordinator;

	private final String role;

	private final String id;

	private @Nullable Listener listener;

	private long sessionId;

	private boolean elected;

	private boolean left;

	InMemoryCandidacy(InMemoryCoordinator coordinator, String role, String id) {
		this.coordinator = coordinator;
		this.role = role;
		this.id = id;
	}

	String getId() {
		return this.id;
	}

	String getRole() {
		return this.role;
	}

	long getSessionId() {
		return this.sessionId;
	}

	boolean hasLeft() {
		return this.left;
	}

	@Override
	public void start(Listener listener) {
		this.coordinator.exclusively(() -> {
			this.listener = listener;
			this.sessionId = this.coordinator.getSessionId();
			listener.onJoined();
			this.coordinator.join(this);
			return null;
		});
	}

	@Override
	public Optional<Grant> verify() throws CampaignException {
		return this.coordinator.verify(this);
	}

	@Override
	public boolean isInQueue() throws CampaignException {
		return this.coordinator.isInQueue(this.role);
	}

	@Override
	public boolean leave(Duration timeout) {
		return this.coordinator.exclusively(() -> {
			boolean first = !this.left;
			this.left = true;
			return !first || this.coordinator.leave(this);
		});
	}

	void elected() {
		this.elected = true;
		if (this.listener != null && !this.left) {
			this.listener.onElected();
		}
	}

	void sessionLost() {
		if (this.listener != null && !this.left && this.elected) {
			this.listener.onSessionLost();
		}
	}

	void deleted() {
		if (this.listener != null && !this.left) {
			this.listener.onDeleted();
		}
	}

}
