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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link LedgerController}.
 */
class LedgerControllerTests {

	private final Ledger ledger = mock();

	private RestTestClient client;

	@BeforeEach
	void setUp() {
		LeaderElections elections = mock();
		given(elections.getId()).willReturn("sample-1");
		this.client = RestTestClient.bindToController(new LedgerController(this.ledger, elections)).build();
	}

	@Test
	void addsEntryInTheNameOfTheInstance() {
		given(this.ledger.add(new NewEntry("Tea", 250), "sample-1")).willReturn(42L);
		post("""
				{"description": "Tea", "cents": 250}
				""").expectStatus().isCreated().expectBody().json("""
				{"id": 42}
				""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"description\": \"Tea\"}", "{\"cents\": 250}",
			"{\"description\": \" \", \"cents\": 250}", "{\"description\": \"Tea\", \"cents\": \"much\"}" })
	void refusesWhatIsNoEntry(String body) {
		post(body).expectStatus().isBadRequest();
		then(this.ledger).should(never()).add(any(), any());
	}

	@Test
	void showsTheLedger() {
		given(this.ledger.counts()).willReturn(new LedgerCounts(2, 1, 1));
		given(this.ledger.newest(100))
			.willReturn(List.of(new LedgerRow(2, "Tea", 250, "sample-2", "2026-01-01T00:00:02.000Z", null, null, null),
					new LedgerRow(1, "Coffee", 320, "sample-1", "2026-01-01T00:00:01.000Z", 7L, "sample-1",
							"2026-01-01T00:00:02.000Z")));
		this.client.get().uri("/ledger").exchange().expectStatus().isOk().expectBody().json("""
				{"counts": {"entries": 2, "settled": 1, "pending": 1}, "rows": [
					{"id": 2, "description": "Tea", "cents": 250, "addedBy": "sample-2"},
					{"id": 1, "token": 7, "instance": "sample-1"}]}
				""");
	}

	@Test
	void showsAsManyRowsAsAsked() {
		given(this.ledger.counts()).willReturn(new LedgerCounts(0, 0, 0));
		this.client.get().uri("/ledger?limit=5").exchange().expectStatus().isOk();
		then(this.ledger).should().newest(5);
	}

	private RestTestClient.ResponseSpec post(String body) {
		return this.client.post().uri("/entries").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

}
