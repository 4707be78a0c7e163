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

/**
 * What a call of a {@link LeaderOnly} method gets on an instance that does not lead.
 */
public enum Otherwise {

	/**
	 * The method does not run and the caller gets nothing ({@code null}). Logged at DEBUG
	 * and counted as {@code leader.task.skipped}.
	 */
	SKIP,

	/**
	 * The method does not run and the caller gets a {@link NotLeaderException}. Refused
	 * on {@code @Scheduled} methods, which would log an error at every tick on every
	 * follower.
	 */
	FAIL

}
