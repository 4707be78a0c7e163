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

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a TCP connection: first in first out, after some delay. What is sent
 * while it is blocked arrives afterwards, unless it is closed before.
 */
final class SimulatedLink {

	private final SimulatedTime time;

	private final SimulatedProcess receiver;

	private final Deque<Message> messages = new ArrayDeque<>();

	private long latency;

	private long lastArrival;

	private long blockedUntil;

	private boolean closed;

	SimulatedLink(SimulatedTime time, SimulatedProcess receiver, long latency) {
		this.time = time;
		this.receiver = receiver;
		this.latency = latency;
	}

	void send(Runnable message) {
		if (this.closed) {
			return;
		}
		long arrival = this.time.now() + this.time.between(this.latency / 2, this.latency * 2);
		this.lastArrival = Math.max(arrival, this.lastArrival);
		this.messages.add(new Message(this.lastArrival, message));
		if (this.messages.size() == 1) {
			this.time.at(this.lastArrival, this::deliver);
		}
	}

	void block(long duration) {
		this.blockedUntil = Math.max(this.blockedUntil, this.time.now() + duration);
	}

	void slow(long latency) {
		this.latency = latency;
	}

	boolean isBlocked() {
		return this.time.now() < this.blockedUntil;
	}

	/**
	 * Close. What the receiver has in its buffers already is still read.
	 */
	void close() {
		this.closed = true;
		this.messages.removeIf((message) -> message.arrival > this.time.now() || isBlocked());
	}

	private void deliver() {
		while (!this.messages.isEmpty()) {
			long ready = Math.max(this.messages.element().arrival,
					Math.max(this.blockedUntil, this.receiver.pausedUntil()));
			if (ready > this.time.now()) {
				this.time.at(ready, this::deliver);
				return;
			}
			this.messages.remove().content.run();
		}
	}

	private record Message(long arrival, Runnable content) {

	}

}
