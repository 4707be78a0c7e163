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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "leader.zookeeper.embedded.port=0")
@DirtiesContext
class SampleApplicationTests {

	@TempDir
	private static Path directory;

	@LocalServerPort
	private int port;

	private RestTestClient client;

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("sample.directory", directory::toString);
	}

	@BeforeEach
	void awaitLeadership() {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
		await().until(() -> role().get("state").equals("LEADER"));
	}

	@Test
	void leaderSettlesWhatIsAdded() {
		LedgerController.AddedEntry added = this.client.post()
			.uri("/entries")
			.contentType(MediaType.APPLICATION_JSON)
			.body(new NewEntry("Tea", 250))
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody(LedgerController.AddedEntry.class)
			.returnResult()
			.getResponseBody();
		assertThat(added).isNotNull();
		Map<String, ?> role = role();
		await().untilAsserted(() -> assertThat(ledger().rows()).filteredOn((row) -> row.id() == added.id())
			.singleElement()
			.satisfies((row) -> {
				assertThat(row.description()).isEqualTo("Tea");
				assertThat(row.token()).isEqualTo(((Number) role.get("fencingToken")).longValue());
				assertThat(row.instance()).isEqualTo(role.get("leaderId"));
			}));
	}

	@Test
	void ledgerGrowsByItself() {
		long before = ledger().counts().settled();
		await().untilAsserted(() -> assertThat(ledger().counts().settled()).isGreaterThan(before + 1));
	}

	@Test
	void endpointHealthAndMetersShowTheLeader() {
		expectJson("/actuator/leader", """
				{"connection": {"state": "CONNECTED"}, "roles": {"leader": {"leader": true}}}
				""");
		expectJson("/actuator/health", """
				{"status": "UP", "components": {"leader": {"status": "UP"}}}
				""");
		expectJson("/actuator/metrics/leader.status", """
				{"name": "leader.status", "measurements": [{"statistic": "VALUE", "value": 1.0}]}
				""");
	}

	@Test
	void metersShowWhatIsObserved() {
		await().untilAsserted(
				() -> expectJson("/actuator/metrics/leader.run?tag=task:settlement.settle&tag=outcome:success", """
						{"name": "leader.run", "baseUnit": "seconds"}
						"""));
		await().untilAsserted(() -> expectJson("/actuator/metrics/leader.grant?tag=role:leader&tag=outcome:success", """
				{"name": "leader.grant", "baseUnit": "seconds"}
				"""));
	}

	@Test
	@SuppressWarnings("unchecked")
	void taskOfTheLeaderIsCounted() {
		assertThat((List<Map<String, ?>>) role().get("tasks")).extracting((task) -> (Object) task.get("task"))
			.containsExactly("settlement.settle");
	}

	private Map<String, ?> role() {
		return this.client.get()
			.uri("/actuator/leader/leader")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(new ParameterizedTypeReference<Map<String, ?>>() {
			})
			.returnResult()
			.getResponseBody();
	}

	private LedgerController.LedgerView ledger() {
		return this.client.get()
			.uri("/ledger?limit=1000")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(LedgerController.LedgerView.class)
			.returnResult()
			.getResponseBody();
	}

	private void expectJson(String uri, String json) {
		this.client.get().uri(uri).exchange().expectStatus().isOk().expectBody().json(json);
	}

}
