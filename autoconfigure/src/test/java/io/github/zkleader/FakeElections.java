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

package io.github.zkleader;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.github.zkleader.ConnectionStatus.State;

/**
 * {@link LeaderElections} that tests turn by hand.
 */
public class FakeElections implements LeaderElections {

	private final Map<String, Leadership> roles = new TreeMap<>();

	private ConnectionStatus connection = new ConnectionStatus(State.CONNECTED, "localhost:2181", "0x1000",
			Duration.ofSeconds(10), null, null, null);

	public FakeLeadership join(String role) {
		FakeLeadership leadership = new FakeLeadership(role, getId());
		this.roles.put(role, leadership);
		return leadership;
	}

	public void connection(ConnectionStatus connection) {
		this.connection = connection;
	}

	public void lease(Duration remaining) {
		this.connection = new ConnectionStatus(State.CONNECTED, "localhost:2181", "0x1000", Duration.ofSeconds(10),
				remaining, null, null);
	}

	public void unusable(State state, Duration unusableFor, Duration sessionTimeout) {
		this.connection = new ConnectionStatus(state, "localhost:2181", null, sessionTimeout, null, unusableFor, null);
	}

	@Override
	public String getId() {
		return "reports-1";
	}

	@Override
	public Leadership get(String role) {
		Leadership leadership = this.roles.get(role);
		if (leadership == null) {
			throw new IllegalArgumentException(role);
		}
		return leadership;
	}

	@Override
	public Map<String, Leadership> getAll() {
		return Map.copyOf(this.roles);
	}

	@Override
	public ConnectionStatus getConnection() {
		return this.connection;
	}

}
