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

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.zkleader.Leadership;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can do to a role.
 */
enum LeaderAction {

	/**
	 * Give the current term up and campaign again.
	 */
	YIELD,

	/**
	 * Stop campaigning until resumed.
	 */
	PAUSE,

	/**
	 * Campaign again after a pause.
	 */
	RESUME;

	private static final List<LeaderAction> ALL = List.of(values());

	private final String id = name().toLowerCase(Locale.ROOT);

	void apply(Leadership leadership) {
		switch (this) {
			case YIELD -> leadership.yield();
			case PAUSE -> leadership.pause();
			case RESUME -> leadership.resume();
		}
	}

	static Optional<LeaderAction> of(@Nullable String id) {
		return ALL.stream().filter((action) -> action.id.equals(id)).findFirst();
	}

	static List<String> ids() {
		return ALL.stream().map((action) -> action.id).toList();
	}

	static String unknown(@Nullable String id) {
		return "Unknown action '" + ((id != null) ? id : "") + "', use one of " + String.join(", ", ids());
	}

}
