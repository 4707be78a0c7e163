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

package io.github.zkleader.gate.ticks;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When a method is due.
 */
interface Schedule {

	/**
	 * Describe the schedule: the same schedule has the same description.
	 * @return a line of text
	 */
	String describe();

	/**
	 * Return what nothing is missed up to, for who knows of nothing that was done.
	 * @param now the time
	 * @param scheduled whether the scheduler has just called, whose time is not covered
	 * @return the time
	 */
	Instant origin(Instant now, boolean scheduled);

	/**
	 * Find out what is due.
	 * @param coveredUntil what nothing is missed up to
	 * @param now the time
	 * @param scheduled whether the scheduler has just called
	 * @param maxAge how old a time may be to be made up for
	 * @return what is due
	 */
	Due due(Instant coveredUntil, Instant now, boolean scheduled, Duration maxAge);

	/**
	 * Return the time after a given one.
	 * @param tick the time
	 * @return the next time, or {@code null} if there is none, or none to go by
	 */
	@Nullable Instant next(Instant tick);

	/**
	 * Return what nothing is missed up to after a run.
	 * @param tick the time that the run was for
	 * @param end when the run ended
	 * @return the time
	 */
	Instant coveredAfter(Instant tick, Instant end);

	/**
	 * What is due.
	 *
	 * @param expired how many times are too old
	 * @param expiredUntil the last of them, or else what was covered before
	 * @param missed how many times were missed
	 * @param from the first of them
	 * @param to the last of them
	 * @param regular the time that the scheduler has just called for, or {@code null} if
	 * it has not, or that is covered
	 */
	record Due(long expired, Instant expiredUntil, long missed, @Nullable Instant from, @Nullable Instant to,
			@Nullable Instant regular) {

	}

}
