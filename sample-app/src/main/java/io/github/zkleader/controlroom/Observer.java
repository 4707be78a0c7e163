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

package io.github.zkleader.controlroom;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.zkleader.controlroom.Runs.Tenure;
import io.github.zkleader.controlroom.View.InstanceView;
import io.github.zkleader.controlroom.View.ServerView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Asks the instances, the servers and the ledger.
 */
@Component
class Observer {

	private static final long HISTORY = Duration.ofMinutes(2).toMillis();

	private final Fleet fleet;

	private final Runs runs;

	private final Faults faults;

	private final ControlRoomProperties properties;

	Observer(Fleet fleet, Runs runs, Faults faults, ControlRoomProperties properties) {
		this.fleet = fleet;
		this.runs = runs;
		this.faults = faults;
		this.properties = properties;
	}

	View look() {
		List<CompletableFuture<InstanceView>> instances = this.fleet.getInstances()
			.stream()
			.map((instance) -> instance.ask().thenApply((body) -> describe(instance, body)))
			.toList();
		List<ServerView> servers = this.fleet.getServers()
			.parallelStream()
			.map((server) -> new ServerView(server.getName(), server.mode()))
			.toList();
		long now = System.currentTimeMillis();
		List<Tenure> tenures = this.runs.tenures();
		return new View(now, this.properties.sessionTimeout().toMillis(),
				instances.stream().map(CompletableFuture::join).toList(), servers,
				tenures.stream().filter((tenure) -> tenure.ended() >= now - HISTORY).toList(), this.runs.overlaps(),
				this.faults.outcomes(tenures));
	}

	private static InstanceView describe(Instance instance, @Nullable JsonNode body) {
		String process = !instance.getChild().isAlive() ? "ended"
				: instance.getChild().isSuspended() ? "stopped" : "running";
		if (body == null) {
			return new InstanceView(instance.getName(), instance.getId(), process, instance.isCut(), null, false, null,
					null);
		}
		JsonNode role = body.path("roles").path(Action.ROLE);
		boolean leader = role.path("leader").asBoolean(false);
		return new InstanceView(instance.getName(), instance.getId(), process, instance.isCut(),
				role.path("state").asString(null), leader, leader ? role.path("fencingToken").asLong() : null,
				role.has("leaseRemaining") ? Duration.parse(role.path("leaseRemaining").asString()).toMillis() : null);
	}

}
