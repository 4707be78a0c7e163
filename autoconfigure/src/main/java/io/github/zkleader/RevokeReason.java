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

import java.util.Locale;

/**
 * Why a granted leadership ended.
 */
public enum RevokeReason {

	/**
	 * Given up by {@link Leadership#yield()}.
	 */
	YIELDED,

	/**
	 * Given up by {@link Leadership#pause()}.
	 */
	PAUSED,

	/**
	 * Given up because the application stops.
	 */
	STOPPED,

	/**
	 * The session lease lapsed: ZooKeeper may have given the lock to somebody else.
	 */
	LEASE,

	/**
	 * The session was lost or closed.
	 */
	SESSION,

	/**
	 * The lock znode was deleted by a third party.
	 */
	DELETED,

	/**
	 * An {@code OnGrantedEvent} listener failed or took too long.
	 */
	LISTENER,

	/**
	 * Anything else that went wrong.
	 */
	ERROR;

	/**
	 * Whether the leadership was taken away rather than given up. A run that was admitted
	 * before may then overlap the successor while it stops.
	 * @return whether leadership was lost by force
	 */
	public boolean isForced() {
		return this == LEASE || this == SESSION || this == DELETED;
	}

	/**
	 * Return the name as it is used in tags of meters.
	 * @return the lower case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
