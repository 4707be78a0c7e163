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
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the log of {@link RoleJournal}.
 */
class RoleJournalTests {

	private static final Term TERM = new Term("mail", "first", 7, Instant.EPOCH);

	private final Logger logger = (Logger) LoggerFactory.getLogger(LeaderElections.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final ElectionTime time = ElectionTime.SYSTEM;

	private final Timer timer = new Timer("test-timer");

	private final RoleJournal journal = new RoleJournal(this.logger, "mail", this.time,
			new RoleGate("mail", new Runs(Runnable::run, this.time, LeaseClock.SYSTEM), (tenure, reason) -> {
			}), new ElectionListener() {
			}, this.timer);

	@BeforeEach
	void record() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopRecording() {
		this.timer.close();
		this.logger.detachAppender(this.log);
	}

	@Test
	void tellsTheStoryOfATermInOneLineForEachChange() {
		this.journal.campaigning();
		this.journal.campaigning();
		this.journal.granted(TERM, Duration.ofMillis(200));
		this.journal.leading(TERM);
		this.journal.revoked(TERM, RevokeReason.YIELDED, Duration.ofSeconds(90));
		this.journal.leaderSeen("second", 9);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Role 'mail': campaigning", "Role 'mail': granted with fencing token 7 after PT0.2S",
					"Role 'mail': leading as first", "Role 'mail': revoked (yielded) after PT1M30S",
					"Role 'mail': the leader is second with fencing token 9");
		assertThat(this.log.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
	}

	@Test
	void linesAboutWhatOthersWaitForAreWrittenAfterwards() {
		this.journal.granted(TERM, Duration.ofMillis(200));
		this.journal.leading(TERM);
		assertThat(this.log.list).isEmpty();
		assertThat(this.journal.getState()).isEqualTo(LeadershipState.LEADER);
		this.journal.writeDown();
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Role 'mail': granted with fencing token 7 after PT0.2S", "Role 'mail': leading as first");
		this.journal.writeDown();
		assertThat(this.log.list).hasSize(2);
	}

	@Test
	void linesAreNotMuchLate() {
		this.journal.revoked(TERM, RevokeReason.YIELDED, Duration.ofSeconds(90));
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.log.list.isEmpty());
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	void lossByForceIsWrittenAtOnce() {
		this.journal.revoked(TERM, RevokeReason.LEASE, Duration.ofSeconds(2));
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	void factsAreKeyValuePairs() {
		this.journal.revoked(TERM, RevokeReason.YIELDED, Duration.ofSeconds(90));
		this.journal.writeDown();
		assertThat(pairs(this.log.list.get(0))).containsExactly("leader.role=mail", "leader.event=revoked",
				"leader.reason=yielded", "leader.fencingToken=7", "leader.duration=PT1M30S");
	}

	@Test
	void warnsOncePerCauseAndMinute() {
		this.journal.revoked(TERM, RevokeReason.LEASE, Duration.ofSeconds(2));
		this.journal.revoked(TERM, RevokeReason.LEASE, Duration.ofSeconds(2));
		this.journal.revoked(TERM, RevokeReason.DELETED, Duration.ofSeconds(2));
		assertThat(this.log.list).extracting(ILoggingEvent::getLevel)
			.containsExactly(Level.WARN, Level.INFO, Level.WARN);
	}

	private static List<String> pairs(ILoggingEvent event) {
		return Stream.ofNullable(event.getKeyValuePairs())
			.flatMap(List::stream)
			.map((pair) -> pair.key + "=" + pair.value)
			.toList();
	}

}
