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
 * What has happened to the scheduled times of a {@link TickedTask} since the start of the
 * application, on this instance.
 *
 * @param lastTick the last scheduled time that was recorded, or {@code null}
 * @param missed how many were found to be missed
 * @param madeUp how many of these were made up for
 * @param expired how many were too old to be made up for, or came faster than they run
 * @param foreign how many were left alone as an instance that records nothing led
 * @param duplicate how many were called for again after they had been recorded
 * @param unrecorded how many were run but not recorded, and so will be repeated
 */
public record TickStatus(@Nullable Instant lastTick, long missed, long madeUp, long expired, long foreign,
		long duplicate, long unrecorded) {

}
