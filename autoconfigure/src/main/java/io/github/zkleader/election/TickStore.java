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
 * Where the records of a role's tasks are kept for the leaders to come. All of it blocks.
 */
interface TickStore {

	/**
	 * Let everybody know that this instance records what it does, until its session ends.
	 * To be called before the queue of candidates is joined.
	 * @throws CampaignException if that cannot be known
	 * @throws InterruptedException if the thread is interrupted
	 */
	void announce() throws CampaignException, InterruptedException;

	/**
	 * Whether the first candidate is known to record nothing, which is so only if it is
	 * still the first.
	 * @param candidates the candidates as just seen
	 * @return whether it is certain to be a foreign one
	 * @throws Exception if that cannot be seen
	 */
	boolean isForeign(Candidates candidates) throws Exception;

	/**
	 * Remember that a foreign candidate leads.
	 * @param fencingToken its fencing token
	 * @throws Exception if that cannot be written
	 */
	void rememberForeign(long fencingToken) throws Exception;

	/**
	 * Return the highest fencing token of a foreign leader that anybody remembers.
	 * @return the token, or {@code 0}
	 * @throws Exception if it cannot be read
	 */
	long getForeign() throws Exception;

	/**
	 * Read a record.
	 * @param task the name of the task
	 * @return the record, empty and with the version of an empty one if there is none
	 * @throws UnreachableException if it is worth to try again
	 * @throws Exception if it cannot be read
	 */
	Entry read(String task) throws Exception;

	/**
	 * Write a record, unless the lock of the grant is gone or somebody else has written.
	 * @param grant the grant
	 * @param task the name of the task
	 * @param content the record
	 * @param version the version that is replaced
	 * @return the new version
	 * @throws UnreachableException if it is not known whether it was written
	 * @throws Exception if it was not written
	 */
	int write(Grant grant, String task, String content, int version) throws Exception;

	/**
	 * A record as it is kept.
	 *
	 * @param content the record, or {@code null} if there is none
	 * @param version its version
	 */
	record Entry(@Nullable String content, int version) {

	}

	/**
	 * Thrown when the store does not answer, or not in time.
	 */
	final class UnreachableException extends Exception {

		private static final long serialVersionUID = 1L;

		UnreachableException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
