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

import org.jspecify.annotations.Nullable;

/**
 * Thrown to a caller whose call is only for the leader.
 *
 * @see Otherwise#FAIL
 */
public class NotLeaderException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String role;

	private final String id;

	private final @Nullable String leaderId;

	/**
	 * Create a new exception.
	 * @param role the role that is not led here
	 * @param id the id of this instance
	 * @param leaderId the id of the leader, as far as known
	 */
	public NotLeaderException(String role, String id, @Nullable String leaderId) {
		super("This instance (" + id + ") does not lead role '" + role + "'"
				+ ((leaderId != null) ? "; the leader is " + leaderId : ""));
		this.role = role;
		this.id = id;
		this.leaderId = leaderId;
	}

	/**
	 * Return the role that is not led here.
	 * @return the role
	 */
	public String getRole() {
		return this.role;
	}

	/**
	 * Return the id of this instance.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the id of the leader as this instance last saw it.
	 * @return the id of the leader, or {@code null} if it is not known
	 */
	public @Nullable String getLeaderId() {
		return this.leaderId;
	}

}
