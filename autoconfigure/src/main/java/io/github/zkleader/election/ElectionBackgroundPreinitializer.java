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

import java.time.Duration;
import java.util.List;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads what elections are made of while the application starts, by making some that are
 * never started.
 */
final class ElectionBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		ElectionSettings settings = new ElectionSettings("nobody", "/nowhere", Duration.ZERO, Duration.ZERO,
				Duration.ZERO, OnListenerFailure.YIELD);
		try (Elections elections = new ElectionsFactory(settings, "leader", (event) -> {
		}, List.of()).disabled()) {
			elections.register("leader", "task", true);
		}
	}

}
