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

import org.jspecify.annotations.Nullable;

/**
 * Is told, as values, what happens in the elections of this instance: the source of
 * meters. Implementations must be quick, must not block and must not throw; they are
 * called on the thread on which it happened, which may be that of a gated run.
 */
public interface ElectionListener {

	/**
	 * A role has joined. Nothing has happened in it yet.
	 * @param leadership the leadership of the role
	 */
	default void onRole(Leadership leadership) {
	}

	/**
	 * A task was registered. It has not run yet.
	 * @param task the task
	 */
	default void onTask(GatedTask task) {
	}

	/**
	 * The state of a role changed.
	 * @param role the role
	 * @param change the change
	 */
	default void onStateChange(String role, StateChange change) {
	}

	/**
	 * Leadership was granted and verified.
	 * @param term the term
	 * @param campaign how long this instance had campaigned
	 */
	default void onGranted(Term term, Duration campaign) {
	}

	/**
	 * Leadership ended: the gate is closed.
	 * @param term the term
	 * @param reason why it ended
	 * @param tenure how long it lasted
	 */
	default void onRevoked(Term term, RevokeReason reason, Duration tenure) {
	}

	/**
	 * The wait for runs in flight, after the gate closed, is over.
	 * @param role the role
	 * @param drain how long it took
	 */
	default void onDrained(String role, Duration drain) {
	}

	/**
	 * A run did not end although it was interrupted and given its grace.
	 * @param role the role
	 * @param task the name of the task
	 */
	default void onOverrun(String role, String task) {
	}

	/**
	 * A listener of an event threw or took too long.
	 * @param role the role
	 * @param event the event
	 */
	default void onListenerFailure(String role, LeadershipEvent event) {
	}

	/**
	 * Whether to be told of runs. Asked once: runs that nobody wants to be told of need
	 * not be timed.
	 * @return whether {@link #onRun} is to be called
	 */
	default boolean wantsRuns() {
		return true;
	}

	/**
	 * An admitted run ended.
	 * @param task the task
	 * @param outcome how it ended
	 * @param nanos how long it took, in nanoseconds
	 */
	default void onRun(GatedTask task, RunOutcome outcome, long nanos) {
	}

	/**
	 * A renewal of the session lease was answered or failed.
	 * @param nanos how long it took, in nanoseconds
	 * @param failure what went wrong, or {@code null}
	 */
	default void onLeaseRenewal(long nanos, @Nullable Exception failure) {
	}

	/**
	 * The events whose listeners are watched.
	 */
	enum LeadershipEvent {

		/**
		 * {@code OnGrantedEvent}.
		 */
		GRANTED,

		/**
		 * {@code OnRevokedEvent}.
		 */
		REVOKED;

		/**
		 * Return the name as it is used in tags of meters.
		 * @return the lower case name
		 */
		public String tag() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
