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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.zkleader.Participant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the candidates of a role.
 *
 * @param leaderId the id of the first candidate, or {@code null} if there is none
 * @param fencingToken the fencing token of the first candidate, or {@code 0}
 * @param size how many candidates there were when all were looked at
 * @param ids the ids of candidates by the name of their znode, the first candidate first
 * @param asOf when all candidates were seen, or {@code null} if never
 * @param front the names of the first znodes if there are many, so that the next look
 * need not read the names of all
 * @param farBack the own place if there are at least two candidates before it
 */
record Candidates(@Nullable String leaderId, long fencingToken, int size, Map<String, String> ids,
		@Nullable Instant asOf, List<String> front, @Nullable Place farBack) {

	static final Candidates UNKNOWN = new Candidates(null, 0, 0, Map.of(), null, List.of(), null);

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
	 * Return what is left to look at after a znode has gone. Who led is still named.
	 * @param znode the name of the znode
	 * @return these, for the next look
	 */
	Candidates without(String znode) {
		if (this.farBack != null && this.farBack.predecessor().equals(znode)) {
			return withoutFront();
		}
		if (!this.front.contains(znode)) {
			return this;
		}
		Map<String, String> ids = new LinkedHashMap<>(this.ids);
		ids.remove(znode);
		return new Candidates(this.leaderId, this.fencingToken, this.size, ids, this.asOf,
				this.front.stream().filter((name) -> !name.equals(znode)).toList(), this.farBack);
	}

	/**
	 * Return these for a look at all.
	 * @return these, for the next look
	 */
	Candidates withoutFront() {
		return new Candidates(this.leaderId, this.fencingToken, this.size, this.ids, this.asOf, List.of(),
				this.farBack);
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
