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

package io.github.zkleader.test;

import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.test.autoconfigure.AutoConfigureLeadership;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.integration.leader.event.OnGrantedEvent;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeadershipAssert}: what fails, and what it says.
 */
@SpringBootTest(classes = ExampleApplication.class)
@AutoConfigureLeadership
class LeadershipAssertTests {

	@Autowired
	private LeadershipControl control;

	@Autowired
	private Leadership leadership;

	@Autowired
	private ExampleApplication.Job job;

	@Test
	void leaderIsNoFollower() {
		fails(() -> assertThat(this.leadership).isNotLeader(), "role 'leader' (LEADER");
		fails(() -> assertThat(this.leadership).hasState(LeadershipState.PAUSED), "PAUSED but it is LEADER");
		fails(() -> assertThat(this.leadership).isLedByNobody(), "nobody");
		fails(() -> assertThat(this.leadership).isLedBy("somebody"), "<somebody>");
	}

	@Test
	void followerIsNoLeader() {
		this.control.revoke("leader", RevokeReason.YIELDED);
		fails(() -> assertThat(this.leadership).isLeader(), "leader another-instance");
		fails(() -> assertThat(this.leadership).hasToken(1), "to be led by this instance");
	}

	@Test
	void tokensDiffer() {
		long token = this.leadership.getTerm().orElseThrow().fencingToken();
		fails(() -> assertThat(this.leadership).hasToken(token + 1), "fencing token");
		fails(() -> assertThat(this.leadership).hasTokenGreaterThan(token), "greater than " + token);
	}

	@Test
	void tasksAreCountedFromTheBeginningOfTheTest() {
		assertThat(this.leadership).didNotRun("job.run");
		fails(() -> assertThat(this.leadership).ran("job.run"), "<job.run> to run");
		fails(() -> assertThat(this.leadership).skipped("job.run"), "to be skipped");
		fails(() -> assertThat(this.leadership).interrupted("job.run"), "to be interrupted");
		this.job.run();
		fails(() -> assertThat(this.leadership).didNotRun("job.run"), "<job.run> not to run");
		fails(() -> assertThat(this.leadership).ran("job.run", 2), "to run 2 times but it ran 1 times");
	}

	@Test
	void tasksAreCountedFromTheBeginningOfTheTestAgain() {
		tasksAreCountedFromTheBeginningOfTheTest();
	}

	@Test
	void taskThatDoesNotExistNeverPasses() {
		fails(() -> assertThat(this.leadership).didNotRun("job.rnu"), "[job.hang, job.run]");
	}

	@Test
	void eventsDiffer() {
		fails(() -> assertThat(this.leadership).heard(OnGrantedEvent.class), "[OnGrantedEvent]");
		fails(() -> assertThat(this.leadership).heardOfLeader("somebody"), "<somebody>");
	}

	private static void fails(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
	}

}
