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
 * What becomes of the scheduled times of a {@link LeaderOnly} method that no leader has
 * worked through: those that fell into a gap without a leader, and those whose run was
 * interrupted because leadership ended.
 */
public enum Missed {

	/**
	 * They are lost. Nothing is recorded.
	 */
	SKIP,

	/**
	 * The next leader makes up for all of them in one run, which sees them as
	 * {@link MissedTicks#current()}.
	 */
	RUN_ONCE,

	/**
	 * The next leader makes up for each of them in a run of its own, the oldest first. A
	 * fixed rate or fixed delay, which has no times to go by, is made up for in one run.
	 */
	RUN_ALL

}
