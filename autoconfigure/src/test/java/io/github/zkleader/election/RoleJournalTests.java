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

package io.github.zkleader.election;

import java.time.Duration;
import java.time.Instant;

import ch.qos.logback.classic.Level;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RecordedLog;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the log of {@link RoleJournal}.
 */
class RoleJournalTests {

	private static final Term TERM = new Term("mail", "first", 7, Instant.EPOCH);

	@RegisterExtension
	final RecordedLog log = new RecordedLog(LeaderElections.class);

	private final ElectionTime time = ElectionTime.SYSTEM;

	private final Timer timer = new Timer("test-timer");

	private final RoleJournal journal = new RoleJournal(this.log.logger(), "mail", this.time,
			new RoleGate("mail", new Runs(Runnable::run, this.time, LeaseClock.SYSTEM), (tenure, reason) -> {
			}), new ElectionListener() {
			}, this.timer);

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void tellsTheStoryOfATermInOneLineForEachChange() {
		this.journal.campaigning();
		this.journal.campaigning();
		this.journal.granted(TERM, Duration.ofMillis(200));
		this.journal.leading(TERM);
		this.journal.revoked(TERM, RevokeReason.YIELDED, Duration.ofSeconds(90));
		this.journal.leaderSeen("second", 9);
		assertThat(this.log.messages()).containsExactly("Role 'mail': campaigning",
				"Role 'mail': granted with fencing token 7 after PT0.2S", "Role 'mail': leading as first",
				"Role 'mail': revoked (yielded) after PT1M30S",
				"Role 'mail': the leader is second with fencing token 9");
		assertThat(this.log.levels()).containsOnly(Level.INFO);
	}

	@Test
	void linesAboutWhatOthersWaitForAreWrittenAfterwards() {
		this.journal.granted(TERM, Duration.ofMillis(200));
		this.journal.leading(TERM);
		assertThat(this.log.messages()).isEmpty();
		assertThat(this.journal.getState()).isEqualTo(LeadershipState.LEADER);
		this.journal.writeDown();
		assertThat(this.log.messages()).containsExactly("Role 'mail': granted with fencing token 7 after PT0.2S",
				"Role 'mail': leading as first");
		this.journal.writeDown();
		assertThat(this.log.messages()).hasSize(2);
	}

	@Test
	void linesAreNotMuchLate() {
		this.journal.revoked(TERM, RevokeReason.YIELDED, Duration.ofSeconds(90));
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.log.messages().isEmpty());
		assertThat(this.log.messages()).hasSize(1);
	}

	@Test
	void lossByForceIsWrittenAtOnce() {
		this.journal.revoked(TERM, RevokeReason.LEASE, Duration.ofSeconds(2));
		assertThat(this.log.messages()).hasSize(1);
	}

	@Test
	void factsAreKeyValuePairs() {
		this.journal.revoked(TERM, RevokeReason.YIELDED, Duration.ofSeconds(90));
		this.journal.writeDown();
		assertThat(this.log.facts()).containsExactly("leader.role=mail", "leader.event=revoked",
				"leader.reason=yielded", "leader.fencingToken=7", "leader.duration=PT1M30S");
	}

	@Test
	void warnsOncePerCauseAndMinute() {
		this.journal.revoked(TERM, RevokeReason.LEASE, Duration.ofSeconds(2));
		this.journal.revoked(TERM, RevokeReason.LEASE, Duration.ofSeconds(2));
		this.journal.revoked(TERM, RevokeReason.DELETED, Duration.ofSeconds(2));
		assertThat(this.log.levels()).containsExactly(Level.WARN, Level.INFO, Level.WARN);
	}

}
