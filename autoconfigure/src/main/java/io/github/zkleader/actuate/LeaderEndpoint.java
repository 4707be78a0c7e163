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

package io.github.zkleader.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the elections of this instance and lets an
 * operator give leadership up. It works from snapshots and never waits for ZooKeeper.
 *
 * @see LeaderEndpointWebExtension
 */
@Endpoint(id = "leader")
public class LeaderEndpoint {

	private final LeaderElections elections;

	/**
	 * Create a new endpoint.
	 * @param elections the elections of this instance
	 */
	public LeaderEndpoint(LeaderElections elections) {
		this.elections = elections;
	}

	/**
	 * Describe this instance, its connection and all its roles.
	 * @return the description
	 */
	@ReadOperation
	public Map<String, Object> leader() {
		Map<String, Object> roles = new LinkedHashMap<>();
		this.elections.getAll().forEach((role, leadership) -> roles.put(role, describe(leadership)));
		return new Body().with("id", this.elections.getId())
			.with("connection", describe(this.elections.getConnection()))
			.with("roles", roles)
			.toMap();
	}

	/**
	 * Describe a role.
	 * @param role the role
	 * @return the description, or {@code null} if this instance takes no part in the role
	 */
	@ReadOperation
	public @Nullable Map<String, Object> leaderForRole(@Selector String role) {
		Leadership leadership = find(role);
		return (leadership != null) ? describe(leadership) : null;
	}

	/**
	 * Yield, pause or resume a role. The action is only begun when this returns.
	 * @param role the role
	 * @param action {@code yield}, {@code pause} or {@code resume}
	 * @return the description of the role, or {@code null} if this instance takes no part
	 * in it
	 * @throws IllegalArgumentException if the action is none of these
	 */
	@WriteOperation
	public @Nullable Map<String, Object> act(@Selector String role, @Nullable String action) {
		Leadership leadership = find(role);
		if (leadership == null) {
			return null;
		}
		LeaderAction.of(action)
			.orElseThrow(() -> new IllegalArgumentException(LeaderAction.unknown(action)))
			.apply(leadership);
		return describe(leadership);
	}

	private @Nullable Leadership find(String role) {
		return this.elections.getAll().get(role);
	}

	private static Map<String, Object> describe(Leadership leadership) {
		return LeadershipBody.of(leadership.getStatus());
	}

	private static Map<String, Object> describe(ConnectionStatus connection) {
		return new Body().withText("state", connection.state())
			.with("connectString", connection.connectString())
			.with("sessionId", connection.sessionId())
			.withDuration("sessionTimeout", connection.sessionTimeout())
			.toMap();
	}

}
