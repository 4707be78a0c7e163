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

/**
 * Keys of the facts in the lines of the log, which structured logging writes as fields.
 */
public final class LeaderLogKeys {

	/**
	 * The role.
	 */
	public static final String ROLE = "leader.role";

	/**
	 * What has happened to it.
	 */
	public static final String EVENT = "leader.event";

	/**
	 * The id of the leader.
	 */
	public static final String LEADER_ID = "leader.id";

	/**
	 * The fencing token of its term.
	 */
	public static final String FENCING_TOKEN = "leader.fencingToken";

	/**
	 * Why something has happened.
	 */
	public static final String REASON = "leader.reason";

	/**
	 * How long it has taken, in ISO 8601.
	 */
	public static final String DURATION = "leader.duration";

	/**
	 * For how long the session lease is still valid, in ISO 8601.
	 */
	public static final String LEASE_REMAINING = "leader.lease.remaining";

	/**
	 * The name of a gated task.
	 */
	public static final String TASK = "leader.task";

	/**
	 * What has become of its scheduled times, as in the tag of the meter.
	 */
	public static final String OUTCOME = "leader.outcome";

	/**
	 * How many of them.
	 */
	public static final String TICKS = "leader.ticks";

	private LeaderLogKeys() {
	}

}
