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

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.springframework.integration.leader.Context;

/**
 * The part of this instance in the election of one role. Safe for use by any thread.
 */
public interface Leadership extends Context {

	/**
	 * Return the role.
	 * @return the role
	 */
	@Override
	String getRole();

	/**
	 * Return the id of this instance, unique among all candidates.
	 * @return the id
	 */
	String getId();

	/**
	 * Whether this instance leads the role as of the start of this call: the grant was
	 * verified and the session cannot have expired yet. Takes no lock and no round trip.
	 * While {@code OnGrantedEvent} listeners prepare, this is {@code true} on their
	 * thread only. Once {@code false} for a grant it stays {@code false} for that grant.
	 * @return whether this instance leads
	 */
	@Override
	boolean isLeader();

	/**
	 * Return the current term while this instance leads.
	 * @return the term, or empty if {@link #isLeader()} is {@code false}
	 */
	Optional<Term> getTerm();

	/**
	 * Return a snapshot of what is known, without asking ZooKeeper.
	 * @return the snapshot
	 */
	LeadershipStatus getStatus();

	/**
	 * Wait until this instance leads.
	 * @param timeout how long to wait at most
	 * @return whether this instance leads
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	boolean await(Duration timeout) throws InterruptedException;

	/**
	 * Give the current term up and campaign again at the end of the queue. The gate is
	 * closed when this returns; runs in flight end, {@code OnRevokedEvent} listeners run
	 * and the lock is released after that. Does nothing on an instance that does not
	 * lead.
	 */
	@Override
	void yield();

	/**
	 * Stop campaigning until {@link #resume()}, giving a current term up as
	 * {@link #yield()} does. Returns at once. Does nothing on an election that is paused
	 * or stopped.
	 */
	void pause();

	/**
	 * Campaign again after {@link #pause()}. Returns at once. Does nothing on an election
	 * that is not paused.
	 */
	void resume();

	/**
	 * Run the given work on this thread if this instance leads. The run is tracked and
	 * interrupted like a {@link LeaderOnly} method.
	 * @param work the work
	 * @return whether the work ran
	 * @throws NotLeaderException if called from within a run of the role whose term is
	 * over
	 */
	boolean guard(Runnable work);

	/**
	 * Call the given work on this thread if this instance leads. The run is tracked and
	 * interrupted like a {@link LeaderOnly} method.
	 * @param <T> the type of the result, which must not be {@code null}
	 * @param work the work
	 * @return the result, or empty if the work did not run
	 * @throws NotLeaderException if called from within a run of the role whose term is
	 * over
	 * @throws Exception what the work throws
	 */
	<T> Optional<T> callIfLeader(Callable<T> work) throws Exception;

}
