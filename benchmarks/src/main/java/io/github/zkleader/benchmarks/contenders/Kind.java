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

package io.github.zkleader.benchmarks.contenders;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A way to elect a leader.
 *
 * @param name its name in the tables
 * @param way how it is used
 * @param elector the elector, of zkleader only
 */
public record Kind(String name, Way way, String elector) {

	/**
	 * Return those that a benchmark compares.
	 * @param electors zkleader's electors
	 * @param peers the names of the others
	 * @return zkleader with each of the electors, then the others
	 */
	public static List<Kind> of(List<String> electors, List<String> peers) {
		Stream<Kind> ours = electors.stream().map((elector) -> new Kind("zkleader/" + elector, Way.ZKLEADER, elector));
		Stream<Kind> others = peers.stream()
			.map((peer) -> new Kind(peer, Way.valueOf(peer.toUpperCase(Locale.ROOT)), ""));
		return Stream.concat(ours, others).toList();
	}

	/**
	 * Read what {@link #toArgument()} wrote.
	 * @param argument the argument
	 * @return the way to elect
	 */
	public static Kind ofArgument(String argument) {
		String[] parts = argument.split(",", -1);
		return new Kind(parts[0], Way.valueOf(parts[1]), parts[2]);
	}

	/**
	 * Write it for a command line.
	 * @return the argument
	 */
	public String toArgument() {
		return this.name + "," + this.way + "," + this.elector;
	}

	/**
	 * Return a part of paths and file names.
	 * @return the name without slashes
	 */
	public String toPath() {
		return this.name.replace('/', '-');
	}

	/**
	 * Make a candidate, which has not started.
	 * @param settings what it is told
	 * @param grants is told what becomes of it
	 * @return the candidate
	 */
	public Contender candidate(Settings settings, Grants grants) {
		return switch (this.way) {
			case ZKLEADER -> new ZkleaderContender(settings, grants, this.elector);
			case INITIATOR -> new InitiatorContender(settings, grants);
			case LATCH -> new LatchContender(settings, grants);
			case SELECTOR -> new SelectorContender(settings, grants);
			case NAIVE -> new NaiveContender(settings, grants);
		};
	}

	/**
	 * How leaders are elected.
	 */
	public enum Way {

		/**
		 * This library.
		 */
		ZKLEADER,

		/**
		 * Spring Integration's initiator, wired by hand.
		 */
		INITIATOR,

		/**
		 * Curator's latch.
		 */
		LATCH,

		/**
		 * Curator's selector.
		 */
		SELECTOR,

		/**
		 * An ephemeral znode, as tutorials show it: who creates it leads, the others
		 * watch it.
		 */
		NAIVE;

		/**
		 * Whether leadership is passed on only after listeners have returned.
		 * @return whether it waits
		 */
		public boolean waitsForListeners() {
			return this == ZKLEADER || this == INITIATOR || this == SELECTOR;
		}

		/**
		 * Whether every candidate has a znode.
		 * @return whether the znodes are the queue
		 */
		public boolean queues() {
			return this != NAIVE;
		}

	}

}
