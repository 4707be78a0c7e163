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

import java.util.List;

import io.github.zkleader.LeaderElections;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Adds to the ledger and shows it, on every instance.
 */
@RestController
class LedgerController {

	private final Ledger ledger;

	private final String instance;

	LedgerController(Ledger ledger, LeaderElections elections) {
		this.ledger = ledger;
		this.instance = elections.getId();
	}

	@PostMapping("/entries")
	@ResponseStatus(HttpStatus.CREATED)
	AddedEntry add(@RequestBody NewEntry entry) {
		return new AddedEntry(this.ledger.add(entry, this.instance));
	}

	@GetMapping("/ledger")
	LedgerView show(@RequestParam(defaultValue = "100") int limit) {
		return new LedgerView(this.ledger.counts(), this.ledger.newest(limit));
	}

	/**
	 * The answer to a new entry.
	 *
	 * @param id the id of the entry
	 */
	record AddedEntry(long id) {

	}

	/**
	 * The ledger, newest entry first.
	 *
	 * @param counts how many entries there are
	 * @param rows the newest entries
	 */
	record LedgerView(LedgerCounts counts, List<LedgerRow> rows) {

	}

}
