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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * The sessions that this process has closed itself, for good. The servers free the locks
 * of a closed session at once rather than after its timeout, so its lease has to end
 * <em>before</em> the close is sent. Safe for use by any thread, ZooKeeper's included:
 * nothing here blocks.
 */
public final class ClosedSessions {

	private final Set<Long> sessionIds = ConcurrentHashMap.newKeySet();

	private final CopyOnWriteArrayList<LongConsumer> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Record that a session is about to be closed and tell the listeners. Whoever comes
	 * second tells them again: it may be first to send the close.
	 * @param sessionId the id of the session; {@code 0}, a handle that never had one, is
	 * ignored
	 */
	public void close(long sessionId) {
		if (sessionId != 0) {
			this.sessionIds.add(sessionId);
			this.listeners.forEach((listener) -> listener.accept(sessionId));
		}
	}

	boolean contains(long sessionId) {
		return this.sessionIds.contains(sessionId);
	}

	/**
	 * Add a listener. It is called on the thread that closes the session and must not
	 * block.
	 * @param listener is given the id of the session
	 */
	void addListener(LongConsumer listener) {
		this.listeners.add(listener);
	}

	void removeListener(LongConsumer listener) {
		this.listeners.remove(listener);
	}

}
