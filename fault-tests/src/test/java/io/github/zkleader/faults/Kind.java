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
 * What a record is about.
 */
enum Kind {

	/**
	 * A call of {@code isLeader()}.
	 */
	IS_LEADER,

	/**
	 * A call of a gated method.
	 */
	METHOD,

	/**
	 * A call of {@code guard}.
	 */
	GUARD,

	/**
	 * A call of {@code isLeader()} inside a listener of a grant.
	 */
	GRANTED_LISTENER,

	/**
	 * A call of {@code isLeader()} inside a listener of a revocation.
	 */
	REVOKED_LISTENER,

	/**
	 * The listeners of a grant were called.
	 */
	GRANTED,

	/**
	 * The listeners of a revocation were called.
	 */
	REVOKED,

	/**
	 * The lifecycle of the application was stopped, and no listener may be called.
	 */
	STOPPED,

	/**
	 * A thread was interrupted after its gated run had ended.
	 */
	STRAY_INTERRUPT,

	/**
	 * A gated call inside an admitted run did not pass although leadership was given up
	 * on purpose.
	 */
	NESTED_REFUSED;

	boolean isAnswer() {
		return ordinal() <= REVOKED_LISTENER.ordinal();
	}

	boolean isRun() {
		return this == METHOD || this == GUARD;
	}

}
