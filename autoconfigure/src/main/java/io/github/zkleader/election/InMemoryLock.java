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

import org.jspecify.annotations.Nullable;

/**
 * A candidate's place in an {@link InMemoryQueue}.
 *
 * @param znode the full path it would have
 * @param id the id of the candidate
 * @param sessionId the session it belongs to
 * @param token the transaction that created it
 * @param candidacy the candidacy, or {@code null} for a rival
 */
record InMemoryLock(String znode, String id, long sessionId, long token, @Nullable InMemoryCandidacy candidacy) {

	boolean isAbandoned() {
		return this.candidacy != null && this.candidacy.hasLeft();
	}

}
