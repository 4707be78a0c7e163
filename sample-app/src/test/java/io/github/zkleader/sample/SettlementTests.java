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

import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.test.InitialLeadership;
import io.github.zkleader.test.LeadershipControl;
import io.github.zkleader.test.autoconfigure.AutoConfigureLeadership;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Settlement}, without ZooKeeper.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureLeadership(InitialLeadership.FOLLOWER)
@DirtiesContext
class SettlementTests {

	private static final String TASK = "settlement.settle";

	@TempDir
	private static Path directory;

	@Autowired
	private Settlement settlement;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Leadership leadership;

	@Autowired
	private LeadershipControl control;

	@DynamicPropertySource
	static void directory(DynamicPropertyRegistry registry) {
		registry.add("sample.directory", directory::toString);
	}

	@Test
	void followerSettlesNothing() {
		long id = addEntry();
		this.settlement.settle();
		assertThat(this.leadership).isNotLeader().skipped(TASK).didNotRun(TASK);
		assertThat(row(id).token()).isNull();
	}

	@Test
	void leaderSettlesWithTheTokenOfItsTerm() {
		long id = addEntry();
		this.control.grant("leader");
		this.settlement.settle();
		assertThat(this.leadership).isLeader().ran(TASK).heard(OnGrantedEvent.class);
		assertThat(this.leadership).hasToken(row(id).token());
	}

	@Test
	void formerLeaderSettlesNothingMore() {
		this.control.grant("leader");
		this.settlement.settle();
		this.control.revoke("leader", RevokeReason.SESSION);
		long id = addEntry();
		this.settlement.settle();
		assertThat(this.leadership).isNotLeader().skipped(TASK).heard(OnGrantedEvent.class, OnRevokedEvent.class);
		assertThat(row(id).token()).isNull();
	}

	private long addEntry() {
		return this.ledger.add(new NewEntry("Tea", 250), "test");
	}

	private LedgerRow row(long id) {
		return this.ledger.newest(1000).stream().filter((row) -> row.id() == id).findFirst().orElseThrow();
	}

}
