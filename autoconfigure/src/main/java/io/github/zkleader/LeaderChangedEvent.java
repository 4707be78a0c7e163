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

import org.springframework.context.ApplicationEvent;

/**
 * Published on every instance, followers included, when another candidate has come to
 * hold the lock of a role. Published from a thread of its own, in order per role; it says
 * who was seen to hold the lock and is no permission to act as leader.
 */
public class LeaderChangedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final String role;

	private final String leaderId;

	private final long fencingToken;

	/**
	 * Create a new event.
	 * @param source the {@link Leadership} of this instance
	 * @param role the role
	 * @param leaderId the id of the new holder of the lock
	 * @param fencingToken the fencing token of the new holder
	 */
	public LeaderChangedEvent(Leadership source, String role, String leaderId, long fencingToken) {
		super(source);
		this.role = role;
		this.leaderId = leaderId;
		this.fencingToken = fencingToken;
	}

	/**
	 * Return the role.
	 * @return the role
	 */
	public String getRole() {
		return this.role;
	}

	/**
	 * Return the id of the new holder of the lock.
	 * @return the id
	 */
	public String getLeaderId() {
		return this.leaderId;
	}

	/**
	 * Return the fencing token of the new holder of the lock.
	 * @return the token
	 */
	public long getFencingToken() {
		return this.fencingToken;
	}

	@Override
	public String toString() {
		return "LeaderChangedEvent [role=" + this.role + ", leaderId=" + this.leaderId + ", fencingToken="
				+ this.fencingToken + "]";
	}

}
