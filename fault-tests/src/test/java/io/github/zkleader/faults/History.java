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

package io.github.zkleader.faults;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that was recorded: what candidates were answered and told, and what the servers
 * said.
 *
 * @param answers the answers and events of all candidates
 * @param znodes the lock znodes by token
 * @param settled the candidates that have had the time to tell all events, which those
 * that were killed had not
 * @param givenUp the tokens of locks that were given up on purpose
 */
record History(List<Answers> answers, Map<Long, LockZnode> znodes, Set<String> settled, Set<Long> givenUp) {

	static History of(List<Answers> answers, Collection<LockZnode> znodes, Set<String> settled, Set<Long> givenUp) {
		return new History(answers, znodes.stream().collect(Collectors.toMap(LockZnode::token, Function.identity())),
				settled, givenUp);
	}

	List<Answers> of(String candidate) {
		return this.answers.stream().filter((answers) -> answers.candidate().equals(candidate)).toList();
	}

	/**
	 * Return what was answered "leader" or let in.
	 * @return the answers
	 */
	List<Answers> yes() {
		return this.answers.stream().filter((answers) -> answers.kind().isAnswer() && answers.yes()).toList();
	}

	List<LockZnode> znodesOf(String candidate) {
		return this.znodes.values().stream().filter((znode) -> znode.candidate().equals(candidate)).toList();
	}

}
