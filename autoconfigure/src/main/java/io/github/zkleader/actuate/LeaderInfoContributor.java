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

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeadershipStatus;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * {@link InfoContributor} that names this instance and the leader of each of its roles.
 * It works from snapshots and never waits for ZooKeeper.
 */
public class LeaderInfoContributor implements InfoContributor {

	private final LeaderElections elections;

	/**
	 * Create a new contributor.
	 * @param elections the elections of this instance
	 */
	public LeaderInfoContributor(LeaderElections elections) {
		this.elections = elections;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> roles = new LinkedHashMap<>();
		this.elections.getAll().forEach((role, leadership) -> roles.put(role, describe(leadership.getStatus())));
		builder.withDetail("leader", new Body().with("id", this.elections.getId()).with("roles", roles).toMap());
	}

	private static Map<String, Object> describe(LeadershipStatus status) {
		return new Body().with("leader", status.leader()).with("leaderId", status.leaderId()).toMap();
	}

}
