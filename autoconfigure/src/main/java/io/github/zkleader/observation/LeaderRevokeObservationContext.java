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

package io.github.zkleader.observation;

import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;

/**
 * What is known of a hand-over.
 */
public class LeaderRevokeObservationContext extends LeaderObservationContext<HandoverOutcome> {

	private final RevokeReason reason;

	/**
	 * Create a new context.
	 * @param term the term that has ended
	 * @param reason why it ended
	 */
	public LeaderRevokeObservationContext(Term term, RevokeReason reason) {
		super(term);
		this.reason = reason;
	}

	/**
	 * Return why the term ended.
	 * @return the reason
	 */
	public RevokeReason getReason() {
		return this.reason;
	}

}
