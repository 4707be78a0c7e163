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

import java.util.List;

import io.github.zkleader.controlroom.Faults.Outcome;
import io.github.zkleader.controlroom.Runs.Overlaps;
import io.github.zkleader.controlroom.Runs.Tenure;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows at one moment.
 *
 * @param now the moment, in milliseconds
 * @param sessionTimeout the session timeout of the instances, in milliseconds
 * @param instances the instances
 * @param servers the ZooKeeper servers
 * @param tenures what leaders did of late, from the ledger
 * @param overlaps the runs that overlapped those of a later leader, from the ledger
 * @param faults what was done, newest first
 */
record View(long now, long sessionTimeout, List<InstanceView> instances, List<ServerView> servers, List<Tenure> tenures,
		Overlaps overlaps, List<Outcome> faults) {

	/**
	 * An instance.
	 *
	 * @param name its name
	 * @param id its id in the election
	 * @param process {@code running}, {@code stopped} or {@code ended}
	 * @param cut whether it is cut off from ZooKeeper
	 * @param state its state in the election, as far as it answers
	 * @param leader whether its gate is open, as far as it answers
	 * @param token its fencing token
	 * @param lease the time its lease lasts, in milliseconds
	 */
	record InstanceView(String name, @Nullable String id, String process, boolean cut, @Nullable String state,
			boolean leader, @Nullable Long token, @Nullable Long lease) {

	}

	/**
	 * A ZooKeeper server.
	 *
	 * @param name its name
	 * @param mode {@code leader}, {@code follower}, {@code electing} or {@code down}
	 */
	record ServerView(String name, String mode) {

	}

}
