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

import io.github.zkleader.LeaderElections;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sells a coffee twice a second, on every instance, so that the ledger grows even if
 * nobody calls {@code POST /entries}.
 */
@Component
class Till {

	private final Ledger ledger;

	private final String instance;

	Till(Ledger ledger, LeaderElections elections) {
		this.ledger = ledger;
		this.instance = elections.getId();
	}

	@Scheduled(fixedDelay = 500)
	void sell() {
		this.ledger.add(new NewEntry("Coffee", 320), this.instance);
	}

}
