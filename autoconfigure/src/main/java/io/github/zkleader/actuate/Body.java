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

package io.github.zkleader.actuate;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects the facts of a JSON object in order. Absent facts are omitted, and durations
 * and instants are ISO-8601 strings however the application has configured JSON.
 */
final class Body {

	private final Map<String, Object> facts = new LinkedHashMap<>();

	Body with(String name, @Nullable Object fact) {
		if (fact != null) {
			this.facts.put(name, fact);
		}
		return this;
	}

	/**
	 * Add something that is shown as text, such as an instant or an enum.
	 * @param name the name of the fact
	 * @param fact the fact
	 * @return this
	 */
	Body withText(String name, @Nullable Object fact) {
		return with(name, (fact != null) ? fact.toString() : null);
	}

	Body withDuration(String name, @Nullable Duration fact) {
		return withText(name, (fact != null) ? fact.truncatedTo(ChronoUnit.MILLIS) : null);
	}

	Map<String, Object> toMap() {
		return this.facts;
	}

}
