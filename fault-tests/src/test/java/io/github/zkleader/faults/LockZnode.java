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
 * What is known of a lock znode from the servers alone, in the time of
 * {@link System#nanoTime()}.
 *
 * @param token the transaction that created it
 * @param candidate the id it carries
 * @param createdLogged when the leading server of the ensemble logged its creation
 * @param goneLogged when that logged the end of it at the earliest, which precedes the
 * end; {@link Long#MAX_VALUE} while it exists
 * @param goneSeen when the first server told the observer that it is gone, which follows
 * the end; {@link Long#MAX_VALUE} while it exists
 */
record LockZnode(long token, String candidate, long createdLogged, long goneLogged, long goneSeen) {

	boolean isGone() {
		return this.goneSeen != Long.MAX_VALUE;
	}

}
