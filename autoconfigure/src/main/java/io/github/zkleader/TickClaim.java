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

import org.jspecify.annotations.Nullable;

/**
 * The right of a leader to the {@link TickRecord} of a task, for one term. To be used by
 * one thread at a time.
 *
 * @see TickedTask#claim()
 */
public interface TickClaim {

	/**
	 * Read the record as the last leader has left it. Blocks.
	 * @return the record, or {@code null} if there is none
	 * @throws TickRecordException if it cannot be read while the term lasts
	 */
	@Nullable TickRecord read() throws TickRecordException;

	/**
	 * Whether an instance that records nothing, such as a plain initiator, was seen to
	 * lead after the record was written. To be asked after {@link #read()}.
	 * @return whether there was one
	 */
	boolean isForeign();

	/**
	 * Write the record, which fails unless this instance holds the lock and nobody else
	 * has written since it was read. Blocks, and tries again while the connection is
	 * interrupted and the term lasts.
	 * @param record the record
	 * @throws TickRecordException if it is not certain that the record was written
	 */
	void write(TickRecord record) throws TickRecordException;

	/**
	 * Ask the gate as {@link GatedTask#enter()} does, for a run in the term of the claim.
	 * @return the admitted run, or {@code null} if the work must not run now
	 */
	@Nullable GatedRun enter();

}
