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
 * Why a gated call did not run.
 */
public enum SkipReason {

	/**
	 * Another instance leads.
	 */
	FOLLOWER,

	/**
	 * This instance is elected and still prepares.
	 */
	PREPARING,

	/**
	 * This instance is giving its leadership up.
	 */
	RELEASING,

	/**
	 * This instance was the leader and its session lease has lapsed.
	 */
	LEASE,

	/**
	 * The campaign is paused.
	 */
	PAUSED,

	/**
	 * There is no usable session with ZooKeeper.
	 */
	DISCONNECTED,

	/**
	 * The election is not started, stopped, or disabled.
	 */
	STOPPED,

	/**
	 * The election has failed and is tried again.
	 */
	FAILED;

	/**
	 * Return the name as it is used in tags of meters.
	 * @return the lower case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
