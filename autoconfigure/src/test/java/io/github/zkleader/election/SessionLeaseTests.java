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
import java.util.ArrayList;
import java.util.List;

import io.github.zkleader.election.SessionLease.Renewal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionLease}.
 */
class SessionLeaseTests {

	private static final long SESSION = 42;

	private static final Duration PERIOD = Duration.ofMillis(1100);

	private final ManualClock clock = new ManualClock();

	private final ClosedSessions closedSessions = new ClosedSessions();

	private final List<String> ends = new ArrayList<>();

	private @Nullable Moment opened;

	private SessionLease lease;

	@BeforeEach
	void createLease() {
		this.lease = new SessionLease(this.clock, Duration.ofSeconds(2), this.closedSessions,
				(sessionId, lapsed) -> this.ends.add(sessionId + (lapsed ? " lapsed" : " ended")));
		this.closedSessions.addListener(this.lease::end);
	}

	@Test
	void noLeaseWithoutRenewal() {
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(this.lease.remaining()).isZero();
		assertThat(this.lease.endIfLapsed()).isZero();
		assertThat(this.ends).isEmpty();
	}

	@Test
	void leaseTakesThreeAnswers() {
		assertThat(renew(SESSION)).isZero();
		assertThat(renew(SESSION)).isZero();
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(renew(SESSION)).isPositive();
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.lease.isValid(SESSION + 1)).isFalse();
	}

	@Test
	void sessionOfThisHandleHasALeaseFromItsOpeningWithTheFirstAnswer() {
		this.opened = this.clock.moment();
		this.clock.advance(Duration.ofMillis(300));
		assertThat(renew(SESSION)).isEqualTo(Duration.ofMillis(7500 - 300).toNanos());
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(renewAfter(PERIOD)).isEqualTo(Duration.ofMillis(7500 - 300 - 1100).toNanos());
		assertThat(renewAfter(PERIOD)).isEqualTo(Duration.ofMillis(7500 - 2 * 1100).toNanos());
		assertThat(this.ends).isEmpty();
	}

	@Test
	void openingThatIsTooLongAgoMakesNoLease() {
		this.opened = this.clock.moment();
		this.clock.advance(Duration.ofMillis(7500));
		assertThat(renew(SESSION)).isZero();
		assertThat(renewAfter(PERIOD)).isZero();
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(renewAfter(PERIOD)).isPositive();
	}

	@Test
	void openingDoesNotReplaceALaterAnchor() {
		this.opened = this.clock.moment();
		this.clock.advance(PERIOD);
		establish();
		assertThat(renewAfter(Duration.ofMillis(2600))).isZero();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2200 - 2600).toNanos());
	}

	@Test
	void leaseFromTheOpeningIsRenewedIfItLastsUntilEnoughAnswers() {
		this.opened = this.clock.moment();
		this.clock.advance(Duration.ofMillis(4199));
		renew(SESSION);
		assertThat(this.lease.isRenewed(SESSION)).isTrue();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.lease.isRenewed(SESSION)).isFalse();
	}

	@Test
	void leaseIsAnchoredTwoAnswersBack() {
		establish();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2 * 1100).toNanos());
		renewAfter(PERIOD);
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2 * 1100).toNanos());
	}

	@Test
	void leaseIsAnchoredAtTheSending() {
		List<Renewal> sent = List.of(sent(), sentAfter(PERIOD), sentAfter(PERIOD));
		this.clock.advance(Duration.ofMillis(700));
		sent.forEach(this.lease::renewed);
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2 * 1100 - 700).toNanos());
	}

	@Test
	void leaseLapses() {
		establish();
		this.clock.advance(Duration.ofMillis(5299));
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.lease.endIfLapsed()).isEqualTo(Duration.ofMillis(1).toNanos());
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(this.lease.remaining()).isZero();
	}

	@Test
	void isRenewedAsLongAsTheNextAnswerExtendsIt() {
		assertThat(this.lease.isRenewed(SESSION)).isFalse();
		establish();
		assertThat(this.lease.isRenewed(SESSION)).isTrue();
		assertThat(this.lease.isRenewed(SESSION + 1)).isFalse();
		this.clock.advance(Duration.ofMillis(2500));
		assertThat(this.lease.isRenewed(SESSION)).isTrue();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.lease.isRenewed(SESSION)).isFalse();
	}

	@Test
	void isNotRenewedUntilAllAnswersAreTakenAnew() {
		establish();
		renewAfter(Duration.ofMillis(2501));
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.lease.isRenewed(SESSION)).isFalse();
		renewAfter(PERIOD);
		assertThat(this.lease.isRenewed(SESSION)).isFalse();
		renewAfter(PERIOD);
		assertThat(this.lease.isRenewed(SESSION)).isTrue();
	}

	@Test
	void endIsToldOnce() {
		establish();
		this.clock.advance(Duration.ofSeconds(6));
		assertThat(this.lease.endIfLapsed()).isZero();
		assertThat(this.lease.endIfLapsed()).isZero();
		this.lease.end(SESSION);
		assertThat(this.ends).containsExactly("42 lapsed");
	}

	@Test
	void answerThatIsTooLateMakesNoLease() {
		establish();
		Renewal late = sentAfter(PERIOD);
		this.clock.advance(Duration.ofSeconds(6));
		assertThat(this.lease.endIfLapsed()).isZero();
		assertThat(this.lease.renewed(late)).isZero();
		assertThat(this.lease.endIfLapsed()).isZero();
		assertThat(this.ends).containsExactly("42 lapsed");
	}

	@Test
	void renewalsTooFarApartDoNotCountTogether() {
		renew(SESSION);
		renewAfter(Duration.ofMillis(2500));
		assertThat(renewAfter(Duration.ofMillis(2501))).isZero();
		assertThat(renewAfter(PERIOD)).isZero();
		assertThat(renewAfter(PERIOD)).isPositive();
	}

	@Test
	void renewalsWithinTheSpacingCountTogether() {
		renew(SESSION);
		renewAfter(Duration.ofMillis(2500));
		assertThat(renewAfter(Duration.ofMillis(2500))).isEqualTo(Duration.ofMillis(2500).toNanos());
	}

	@Test
	void renewalsTooFarApartLeaveTheLeaseThatIs() {
		establish();
		assertThat(renewAfter(Duration.ofMillis(2600))).isZero();
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2200 - 2600).toNanos());
		assertThat(this.ends).isEmpty();
	}

	@Test
	void sessionsDoNotCountTogether() {
		establish();
		assertThat(renew(43)).isZero();
		assertThat(renew(43)).isZero();
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.ends).isEmpty();
		assertThat(renew(43)).isPositive();
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(this.lease.isValid(43)).isTrue();
		assertThat(this.ends).containsExactly("42 ended");
	}

	@Test
	void shorterTimeoutShortensAtOnce() {
		establish();
		this.clock.advance(PERIOD);
		this.lease.renewed(renewal(SESSION, 8000));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(6000 - 2 * 1100).toNanos());
	}

	@Test
	void shorterTimeoutShortensEvenWithoutThreeAnswers() {
		establish();
		this.clock.advance(Duration.ofMillis(2600));
		this.lease.renewed(renewal(SESSION, 8000));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(6000 - 2200 - 2600).toNanos());
	}

	@Test
	void shorterTimeoutShortensBeforeAnyAnswer() {
		establish();
		this.clock.advance(Duration.ofMillis(600));
		this.lease.shorten(SESSION + 1, Duration.ofSeconds(8));
		this.lease.shorten(SESSION, Duration.ofSeconds(20));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2200 - 600).toNanos());
		this.lease.shorten(SESSION, Duration.ofSeconds(8));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(6000 - 2200 - 600).toNanos());
	}

	@Test
	void longerTimeoutCountsFromTheThirdAnswerOn() {
		establish();
		for (int i = 0; i < 2; i++) {
			this.clock.advance(PERIOD);
			this.lease.renewed(renewal(SESSION, 20000));
			assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(7500 - 2 * 1100).toNanos());
		}
		this.clock.advance(PERIOD);
		this.lease.renewed(renewal(SESSION, 20000));
		assertThat(this.lease.remaining()).isEqualTo(Duration.ofMillis(15000 - 2 * 1100).toNanos());
	}

	@Test
	void wallClockForwardEndsIt() {
		establish();
		this.clock.stepWallClock(Duration.ofMillis(5300));
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(this.lease.endIfLapsed()).isZero();
		assertThat(this.ends).containsExactly("42 lapsed");
	}

	@Test
	void wallClockBackDoesNotProlongIt() {
		establish();
		this.clock.stepWallClock(Duration.ofHours(-1));
		assertThat(this.lease.isValid(SESSION)).isTrue();
		this.clock.advance(Duration.ofMillis(5300));
		assertThat(this.lease.isValid(SESSION)).isFalse();
	}

	@Test
	void closedSessionIsClosedForGood() {
		establish();
		this.clock.advance(PERIOD);
		Renewal underway = sent();
		this.closedSessions.close(SESSION);
		assertThat(this.lease.isValid(SESSION)).isFalse();
		assertThat(this.ends).containsExactly("42 ended");
		assertThat(this.lease.renewed(underway)).isZero();
		assertThat(renew(SESSION)).isZero();
		assertThat(renew(SESSION)).isZero();
		assertThat(renew(SESSION)).isZero();
		assertThat(this.lease.isValid(SESSION)).isFalse();
		this.closedSessions.close(SESSION);
		assertThat(this.ends).hasSize(1);
	}

	@Test
	void anotherSessionMayBeClosed() {
		establish();
		this.closedSessions.close(43);
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.ends).isEmpty();
	}

	@Test
	void endOfAnotherSessionLeavesTheAnswersOfThisOne() {
		renew(SESSION);
		renew(SESSION);
		this.lease.end(SESSION - 1);
		assertThat(renew(SESSION)).isPositive();
	}

	@Test
	void endedSessionStartsAnew() {
		establish();
		this.lease.end(SESSION);
		this.lease.end(SESSION);
		assertThat(this.ends).containsExactly("42 ended");
		assertThat(renew(SESSION)).isZero();
		assertThat(renew(SESSION)).isZero();
		assertThat(renew(SESSION)).isPositive();
	}

	private void establish() {
		renew(SESSION);
		renewAfter(PERIOD);
		renewAfter(PERIOD);
		assertThat(this.lease.isValid(SESSION)).isTrue();
	}

	private long renewAfter(Duration pause) {
		return this.lease.renewed(sentAfter(pause));
	}

	private long renew(long sessionId) {
		return this.lease.renewed(renewal(sessionId, 10000));
	}

	private Renewal sentAfter(Duration pause) {
		this.clock.advance(pause);
		return sent();
	}

	private Renewal sent() {
		return renewal(SESSION, 10000);
	}

	private Renewal renewal(long sessionId, int timeoutMillis) {
		return new Renewal(sessionId, this.clock.moment(), timeoutMillis, this.opened);
	}

}
