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
 * Where an instance stands in the election of a role.
 */
public enum LeadershipState {

	/**
	 * Not taking part: before the start, after the stop, or disabled.
	 */
	STOPPED,

	/**
	 * Waiting for a usable session with ZooKeeper.
	 */
	CONNECTING,

	/**
	 * A candidate that waits for its turn.
	 */
	FOLLOWER,

	/**
	 * Elected and verified; synchronous {@code OnGrantedEvent} listeners run and the gate
	 * is not open yet.
	 */
	PREPARING,

	/**
	 * Leading: the gate is open for as long as the session lease holds.
	 */
	LEADER,

	/**
	 * The gate is closed; runs in flight and {@code OnRevokedEvent} listeners finish
	 * before the lock is released.
	 */
	RELEASING,

	/**
	 * Not taking part until {@link Leadership#resume()}.
	 */
	PAUSED,

	/**
	 * The election cannot work, for example for want of rights; it is tried again.
	 */
	FAILED;

	/**
	 * Return the name as it is used in tags of meters.
	 * @return the lower case name
	 */
	public String tag() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

}
