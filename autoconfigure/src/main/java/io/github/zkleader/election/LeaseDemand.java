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

package io.github.zkleader.election;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether the session lease is needed: by the leader of a role, the next in line,
 * and everybody who does not know better. Whoever is farther back learns in time that it
 * has become the next in line; one that learns it too late waits for its lease before it
 * leads. Renewals are writes: without this, every standby would cost the ensemble as much
 * as the leader does.
 */
final class LeaseDemand {

	private final Map<String, Place> places = new ConcurrentHashMap<>();

	private final Runnable onNeeded;

	/**
	 * Create a demand of nobody.
	 * @param onNeeded called when the lease may be needed from now on; must not block
	 */
	LeaseDemand(Runnable onNeeded) {
		this.onNeeded = onNeeded;
	}

	/**
	 * This instance joins the queue of a role, at a place that is not known yet.
	 * @param role the role
	 */
	void joined(String role) {
		this.places.put(role, Place.UNKNOWN);
		this.onNeeded.run();
	}

	/**
	 * This instance is elected, and remains so until it leaves.
	 * @param role the role
	 */
	void elected(String role) {
		if (this.places.replace(role, Place.FRONT) == Place.FAR_BACK) {
			this.onNeeded.run();
		}
	}

	/**
	 * This instance was seen to have at least two candidates before it, or not.
	 * @param role the role
	 * @param farBack whether it has
	 */
	void seen(String role, boolean farBack) {
		Place now = this.places.computeIfPresent(role,
				(name, place) -> (place == Place.FRONT) ? place : farBack ? Place.FAR_BACK : Place.UNKNOWN);
		if (now == Place.UNKNOWN) {
			this.onNeeded.run();
		}
	}

	/**
	 * This instance is no candidate of a role any more.
	 * @param role the role
	 */
	void left(String role) {
		this.places.remove(role);
	}

	/**
	 * Whether this instance is a candidate.
	 * @param role the role
	 * @return whether it is
	 */
	boolean isCandidate(String role) {
		return this.places.containsKey(role);
	}

	/**
	 * Whether the lease is needed.
	 * @return whether it is
	 */
	boolean isNeeded() {
		return this.places.values().stream().anyMatch((place) -> place != Place.FAR_BACK);
	}

	private enum Place {

		UNKNOWN, FAR_BACK, FRONT

	}

}
