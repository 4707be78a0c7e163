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

/**
 * A run of equal answers that one thread of a candidate got without a gap, or one event.
 *
 * @param candidate the id of the candidate
 * @param kind what was asked
 * @param yes the answer
 * @param token the fencing token, or {@code 0} if it is not known
 * @param count the number of answers
 * @param first the first answer
 * @param last the last answer
 */
record Answers(String candidate, Kind kind, boolean yes, long token, long count, Call first, Call last) {

	static Answers event(String candidate, Kind kind, long token, long time) {
		Call call = new Call(time, time, time);
		return new Answers(candidate, kind, true, token, 1, call, call);
	}

	/**
	 * Whether a call started in the given interval.
	 * @param from the start of the interval
	 * @param to the end of the interval
	 * @return whether one did
	 */
	boolean askedBetween(long from, long to) {
		return isWithin(this.first.start, from, to) || isWithin(this.last.start, from, to)
				|| (this.first.start < from && this.last.start > to && to - from > Recorder.GAP);
	}

	private static boolean isWithin(long time, long from, long to) {
		return time >= from && time <= to;
	}

	/**
	 * A call.
	 *
	 * @param start when it started
	 * @param instruction when the first instruction of the run started, or {@code 0}
	 * @param end when it ended
	 */
	record Call(long start, long instruction, long end) {

	}

}
