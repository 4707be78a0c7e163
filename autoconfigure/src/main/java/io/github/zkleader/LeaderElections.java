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

import java.util.Map;

/**
 * All elections this instance takes part in. Safe for use by any thread.
 */
public interface LeaderElections {

	/**
	 * Return the id of this instance, unique among all candidates.
	 * @return the id
	 */
	String getId();

	/**
	 * Return the leadership of a role.
	 * @param role the role
	 * @return the leadership
	 * @throws IllegalArgumentException if this instance takes no part in the role
	 */
	Leadership get(String role);

	/**
	 * Return all leaderships by role.
	 * @return an immutable snapshot, ordered by role
	 */
	Map<String, Leadership> getAll();

	/**
	 * Return the state of the connection without asking ZooKeeper.
	 * @return a snapshot
	 */
	ConnectionStatus getConnection();

}
