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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What has happened to a {@link GatedTask} since the start of the application.
 *
 * @param task the name of the task
 * @param runs how many runs were admitted and have ended
 * @param skipped how many calls were refused
 * @param interrupted how many runs were interrupted because leadership ended
 * @param failed how many runs threw
 * @param lastRun when the last admitted run started, or {@code null}
 * @param ticks what has happened to scheduled times, or {@code null} if they are not
 * recorded
 */
public record TaskStatus(String task, long runs, long skipped, long interrupted, long failed, @Nullable Instant lastRun,
		@Nullable TickStatus ticks) {

}
