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

import java.util.Map;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * {@link WebEndpoint @WebEndpoint} for load balancers that send the work of a role to its
 * leader: the answer of the gate as an HTTP status. It never waits for ZooKeeper.
 */
@WebEndpoint(id = "leaderprobe")
public class LeaderProbeEndpoint {

	private final LeaderElections elections;

	/**
	 * Create a new endpoint.
	 * @param elections the elections of this instance
	 */
	public LeaderProbeEndpoint(LeaderElections elections) {
		this.elections = elections;
	}

	/**
	 * Answer whether this instance leads a role now.
	 * @param role the role
	 * @return 200 if it does, 503 if it does not, or 404 if it takes no part in the role
	 */
	@ReadOperation
	public WebEndpointResponse<Map<String, Object>> probe(@Selector String role) {
		Leadership leadership = this.elections.getAll().get(role);
		if (leadership == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		boolean leader = leadership.isLeader();
		return new WebEndpointResponse<>(Map.of("leader", leader),
				leader ? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
	}

}
