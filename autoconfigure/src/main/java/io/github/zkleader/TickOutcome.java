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
 * What may become of a scheduled time besides being run in time.
 */
public enum TickOutcome {

	/**
	 * It was found to be missed, and is to be made up for.
	 */
	MISSED,

	/**
	 * It was made up for.
	 */
	MADE_UP,

	/**
	 * It was found to be missed and is not made up for: it is too old, or runs take
	 * longer than from one time to the next.
	 */
	EXPIRED,

	/**
	 * It may have been missed, or was run by an instance that records nothing.
	 */
	FOREIGN,

	/**
	 * It was called for again after it had been recorded, as a clock that is behind does.
	 */
	DUPLICATE,

	/**
	 * It was run but could not be recorded, so that the next leader will repeat it.
	 */
	UNRECORDED;

	/**
	 * Return the name as it is used in tags of meters.
	 * @return the lower case name
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
