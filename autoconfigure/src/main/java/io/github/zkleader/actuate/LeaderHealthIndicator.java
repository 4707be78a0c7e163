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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the elections of this instance. Not to lead is healthy; to
 * be unable to take part is not. It works from snapshots and never waits for ZooKeeper.
 */
public class LeaderHealthIndicator extends AbstractHealthIndicator {

	private final LeaderElections elections;

	private final Duration defaultSessionTimeout;

	/**
	 * Create a new health indicator.
	 * @param elections the elections of this instance
	 * @param defaultSessionTimeout the session timeout that counts as long as no session
	 * has been negotiated
	 */
	public LeaderHealthIndicator(LeaderElections elections, Duration defaultSessionTimeout) {
		super("Leader health check failed");
		this.elections = elections;
		this.defaultSessionTimeout = defaultSessionTimeout;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConnectionStatus connection = this.elections.getConnection();
		boolean healthy = isHealthy(connection);
		Map<String, Object> roles = new LinkedHashMap<>();
		for (var entry : this.elections.getAll().entrySet()) {
			LeadershipStatus status = entry.getValue().getStatus();
			healthy &= isHealthy(status);
			roles.put(entry.getKey(), describe(status));
		}
		builder.status(healthy ? Status.UP : Status.DOWN);
		builder.withDetail("connection", describe(connection)).withDetail("roles", roles);
	}

	private boolean isHealthy(ConnectionStatus connection) {
		Duration unusableFor = connection.unusableFor();
		if (connection.state() == ConnectionStatus.State.NONE || unusableFor == null) {
			return true;
		}
		Duration sessionTimeout = connection.sessionTimeout();
		return unusableFor.compareTo((sessionTimeout != null) ? sessionTimeout : this.defaultSessionTimeout) <= 0;
	}

	private static boolean isHealthy(LeadershipStatus status) {
		boolean stuck = status.state() == LeadershipState.PREPARING && status.problem() != null;
		return status.state() != LeadershipState.FAILED && !stuck && status.overruns().isEmpty();
	}

	private static Map<String, Object> describe(ConnectionStatus connection) {
		return new Body().withText("state", connection.state())
			.withDuration("unusableFor", connection.unusableFor())
			.with("note", connection.note())
			.toMap();
	}

	private static Map<String, Object> describe(LeadershipStatus status) {
		return new Body().withText("state", status.state())
			.with("leaderId", status.leaderId())
			.with("problem", status.problem())
			.with("overruns", status.overruns().isEmpty() ? null : status.overruns())
			.toMap();
	}

}
