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

import java.time.Duration;
import java.util.Optional;

/**
 * One try of this instance to become leader of a role. It is elected at most once; a new
 * try is a new candidacy.
 */
interface Candidacy {

	/**
	 * Join the queue of candidates. Returns at once.
	 * @param listener is told how it goes
	 */
	void start(Listener listener);

	/**
	 * Find out whether this candidate really holds the lock.
	 * @return the grant, or empty if it does not hold the lock
	 * @throws CampaignException if the lock cannot be read
	 * @throws InterruptedException if the thread is interrupted
	 */
	Optional<Grant> verify() throws CampaignException, InterruptedException;

	/**
	 * Look whether this candidate is in the queue a while after it was started, as an
	 * elector may not tell. May block.
	 * @return whether it is
	 * @throws CampaignException if that cannot be seen
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean isInQueue() throws CampaignException, InterruptedException;

	/**
	 * This candidate was seen to be the next in line, or the first one. Returns at once.
	 */
	default void reachedFront() {
	}

	/**
	 * Leave the queue, or release the lock, and wait until that is done. Does nothing the
	 * second time.
	 * @param timeout how long to wait at most
	 * @return whether the lock was seen to be released within the timeout
	 */
	boolean leave(Duration timeout);

	/**
	 * Is told how a candidacy goes, on a thread of the elector. Must not block and must
	 * not throw.
	 */
	interface Listener {

		/**
		 * This candidate is in the queue, as far as the elector tells.
		 */
		void onJoined();

		/**
		 * The elector says that this candidate is elected. Nothing is verified yet.
		 */
		void onElected();

		/**
		 * The elector says that the session is lost. The lock is kept until
		 * {@link #leave} if it still can be.
		 */
		void onSessionLost();

		/**
		 * The own lock znode was seen to be deleted.
		 */
		void onDeleted();

		/**
		 * The candidate could not join the queue, or lost its place.
		 * @param failure what is wrong and what to do
		 */
		void onFailed(CampaignException failure);

	}

}
