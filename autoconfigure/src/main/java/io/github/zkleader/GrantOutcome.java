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
 * What has become of a grant when its listeners were done.
 */
public enum GrantOutcome {

	/**
	 * The gate opened.
	 */
	SUCCESS,

	/**
	 * An {@code OnGrantedEvent} listener failed or took too long.
	 */
	ERROR,

	/**
	 * Leadership was lost or given up before the gate could open.
	 */
	REVOKED;

	/**
	 * Return the name as it is used in key values of observations.
	 * @return the lower case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
