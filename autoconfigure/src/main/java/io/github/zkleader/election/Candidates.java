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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.zkleader.Participant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the candidates of a role.
 *
 * @param leaderId the id of the first candidate, or {@code null} if there is none
 * @param fencingToken the fencing token of the first candidate, or {@code 0}
 * @param size how many candidates there are
 * @param ids the ids of candidates by the name of their znode, the first candidate first
 * @param asOf when all candidates were seen, or {@code null} if never
 * @param farBack the own place if there are at least two candidates before it
 */
record Candidates(@Nullable String leaderId, long fencingToken, int size, Map<String, String> ids,
		@Nullable Instant asOf, @Nullable Place farBack) {

	static final Candidates UNKNOWN = new Candidates(null, 0, 0, Map.of(), null, null);

	List<Participant> participants() {
		boolean[] first = { true };
		return this.ids.values().stream().map((id) -> {
			Participant participant = new Participant(id, first[0]);
			first[0] = false;
			return participant;
		}).toList();
	}

	boolean contains(String id) {
		return this.ids.containsValue(id);
	}

	boolean hasSameLeader(Candidates other) {
		return this.fencingToken == other.fencingToken;
	}

	/**
	 * A place in the queue.
	 *
	 * @param znode the name of the own znode
	 * @param predecessor the name of the znode before it, which is watched
	 */
	record Place(String znode, String predecessor) {

	}

}
