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

import io.github.zkleader.ConnectionStatus;
import org.jspecify.annotations.Nullable;

/**
 * What elections are coordinated by: an elector with a session and its lease. The only
 * thing the elections know of ZooKeeper.
 */
interface Coordinator {

	/**
	 * Connect, without waiting for it.
	 * @param listener is told what happens to the session
	 */
	void start(Listener listener);

	/**
	 * Let go of all threads. Every candidacy has left before.
	 */
	void stop();

	/**
	 * Return who answers from now on, so that nothing stands between when it is asked
	 * often. To be called while there is a connection.
	 * @return this one, or the one that it stands for
	 */
	default Coordinator settled() {
		return this;
	}

	/**
	 * Whether there is a connection that can serve a campaign.
	 * @return whether there is one
	 */
	boolean isConnected();

	/**
	 * Whether the session cannot have expired as of the start of this call. Takes no lock
	 * and no round trip.
	 * @param sessionId the id of the session
	 * @return whether it is alive
	 */
	boolean isValid(long sessionId);

	/**
	 * Whether the session cannot have expired when the {@link #getClock() clock} was
	 * read, just before this call. Spares who needs to know the time too another look.
	 * @param sessionId the id of the session
	 * @param nanoTime what was read
	 * @param currentTimeMillis what was read
	 * @return whether it was alive
	 */
	default boolean isValid(long sessionId, long nanoTime, long currentTimeMillis) {
		return isValid(sessionId);
	}

	/**
	 * Return the clock that {@link #isValid(long, long, long)} takes the readings of.
	 * @return the clock
	 */
	default LeaseClock getClock() {
		return LeaseClock.SYSTEM;
	}

	/**
	 * Whether the session is alive and its lease is being renewed. One that has not been
	 * for a while may be about to end: nothing should rely on it that has not yet.
	 * @param sessionId the id of the session
	 * @return whether it is
	 */
	boolean isRenewed(long sessionId);

	/**
	 * Return how long the session lease lasts without any further answer.
	 * @return the time in nanoseconds, {@code 0} if there is none
	 */
	long leaseRemaining();

	/**
	 * Return how long to wait for the first lease of a session.
	 * @return the time in nanoseconds
	 */
	long leaseTimeout();

	/**
	 * Return the state of the connection.
	 * @return a snapshot
	 */
	ConnectionStatus getStatus();

	/**
	 * Check the rights and circumstances a campaign needs, and clean up what an earlier
	 * candidacy could not. To be called while there is no candidacy.
	 * @param role the role
	 * @throws CampaignException if a campaign cannot work
	 * @throws InterruptedException if the thread is interrupted
	 */
	void probe(String role) throws CampaignException, InterruptedException;

	/**
	 * Make a candidacy, which is not started yet.
	 * @param role the role
	 * @return the candidacy
	 * @throws CampaignException if there is one already
	 */
	Candidacy candidacy(String role) throws CampaignException;

	/**
	 * The elector says that this instance is elected: its lease is needed from now on. To
	 * be called while there is a candidacy.
	 * @param role the role
	 */
	void elected(String role);

	/**
	 * Have a look at the candidates of a role. Blocks. Not to be called twice at the same
	 * time for the same role.
	 * @param role the role
	 * @param known the last look, without what has gone since
	 * @param withParticipants whether to find out the ids of all candidates
	 * @param listener told once when the first candidate is gone, or another one whose
	 * going matters
	 * @return what was seen
	 * @throws Exception if it cannot be seen
	 */
	Candidates look(String role, Candidates known, boolean withParticipants, QueueListener listener) throws Exception;

	/**
	 * Return where the ticks of a role's tasks are recorded.
	 * @param role the role
	 * @return the store, which is not asked unless a task wants to be recorded
	 */
	TickStore ticks(String role);

	/**
	 * Begin to watch the lock of a grant.
	 * @param grant the grant
	 * @param onGone called when its znode is gone; must not block
	 */
	void hold(Grant grant, Runnable onGone);

	/**
	 * Cease to watch the lock of a grant. To be called before it is released.
	 * @param grant the grant
	 */
	void letGo(Grant grant);

	/**
	 * Is told what happens to the candidates that were looked at. Must not block.
	 */
	interface QueueListener {

		/**
		 * A candidate has gone.
		 * @param znode the name of its znode
		 */
		void onGone(String znode);

		/**
		 * Something else has happened.
		 */
		void onChanged();

	}

	/**
	 * Is told what happens to the session. Must not block.
	 */
	interface Listener {

		/**
		 * There is a connection that can serve a campaign.
		 */
		void onConnected();

		/**
		 * The connection is interrupted; the session may live.
		 */
		void onSuspended();

		/**
		 * There is no session that can serve a campaign: it is lost, or its server
		 * answers reads only.
		 */
		void onLost();

		/**
		 * The lease of a session has ended.
		 * @param sessionId the id of the session
		 * @param lapsed whether it has lapsed rather than been ended by the loss or the
		 * closing of the session
		 */
		void onLeaseEnd(long sessionId, boolean lapsed);

		/**
		 * A renewal of the lease was answered or failed.
		 * @param nanos how long it took
		 * @param failure what went wrong, or {@code null}
		 */
		void onRenewal(long nanos, @Nullable Exception failure);

	}

}
