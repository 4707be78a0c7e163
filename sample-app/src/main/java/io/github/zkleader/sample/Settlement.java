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

package io.github.zkleader.sample;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Settles what is pending, on one instance only.
 */
@Component
class Settlement {

	private static final Logger logger = LoggerFactory.getLogger(Settlement.class);

	private final Ledger ledger;

	Settlement(Ledger ledger) {
		this.ledger = ledger;
	}

	@LeaderOnly
	@Scheduled(fixedDelay = 200)
	void settle() {
		Term term = Term.current();
		long run = this.ledger.begin(term);
		try {
			int settled = this.ledger.settle(term);
			logger.debug("Settled {} with token {}", settled, term.fencingToken());
		}
		finally {
			this.ledger.end(run);
		}
	}

}
