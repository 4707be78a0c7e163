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

import io.github.zkleader.election.SimulatedServer.Request;
import io.github.zkleader.election.SimulatedServer.Type;

/**
 * A connection of a client to a server.
 */
final class SimulatedConnection {

	private final SimulatedClient client;

	private final SimulatedServer server;

	private final SimulatedLink up;

	private final SimulatedLink down;

	SimulatedConnection(SimulatedClient client, SimulatedServer server) {
		this.client = client;
		this.server = server;
		SimulatedTime time = client.time;
		long latency = time.between(SimulatedTime.MILLISECOND / 5, 5 * SimulatedTime.MILLISECOND);
		this.up = new SimulatedLink(time, server, latency);
		this.down = new SimulatedLink(time, client, latency);
	}

	SimulatedServer server() {
		return this.server;
	}

	void block(long duration, boolean up, boolean down) {
		if (up) {
			this.up.block(duration);
		}
		if (down) {
			this.down.block(duration);
		}
	}

	void slow(long latency) {
		this.up.slow(latency);
		this.down.slow(latency);
	}

	// By the client

	void open(long sessionId) {
		this.up.send(() -> this.server.accept(this, sessionId));
	}

	void request(Type type, long sessionId) {
		this.up.send(() -> this.server.request(new Request(type, sessionId, this)));
	}

	void ping(long sessionId) {
		this.up.send(() -> {
			this.server.touched(sessionId);
			this.down.send(() -> this.client.heard(this));
		});
	}

	void closeByClient() {
		this.up.send(() -> this.server.remove(this));
		this.down.close();
	}

	// By the server

	void establish(long sessionId, boolean valid) {
		this.down.send(() -> this.client.established(this, sessionId, valid));
	}

	void answer(boolean passed) {
		this.down.send(() -> this.client.answered(this, passed));
	}

	void closeByServer() {
		this.server.remove(this);
		this.up.close();
		this.down.send(() -> this.client.disconnected(this));
	}

}
