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

package io.github.zkleader.observation;

import org.jspecify.annotations.Nullable;

/**
 * Conventions to use instead of the default ones.
 *
 * @param run for gated runs, or {@code null} for the default
 * @param grant for grants, or {@code null} for the default
 * @param revoke for hand-overs, or {@code null} for the default
 * @param drain for the wait for runs in flight, or {@code null} for the default
 */
public record LeaderObservationConventions(@Nullable LeaderRunObservationConvention run,
		@Nullable LeaderGrantObservationConvention grant, @Nullable LeaderRevokeObservationConvention revoke,
		@Nullable LeaderDrainObservationConvention drain) {

}
