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
import io.github.zkleader.election.SessionTransport.Session;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RenewalSchedule}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RenewalScheduleTests {

	private static final long SESSION = 42;

	private final ManualClock clock = new ManualClock();

	private final SessionLease lease = new SessionLease(this.clock, Duration.ofSeconds(2), new ClosedSessions(),
			(sessionId, lapsed) -> {
			});

	private final TestListener listener = new TestListener();

	private final RenewalSchedule schedule = new RenewalSchedule(this.lease, this.clock, Duration.ofSeconds(2),
			this.listener);

	@Test
	void nextIsDueAfterThePeriod() {
		assertThat(answerAfter(Duration.ofMillis(10), 40000)).isEqualTo(millis(3990));
	}

	@Test
	void nextIsNotDueBeforeThePingsAreExchanged() {
		assertThat(answerAfter(Duration.ofMillis(10), 10000)).isEqualTo(millis(1100));
		assertThat(answerAfter(Duration.ofMillis(3900), 40000)).isEqualTo(millis(1100));
	}

	@Test
	void shorterTimeoutCounts() {
		Renewal renewal = this.schedule.prepare(this.clock.nanoTime(), new TestSession(SESSION, 40000));
		assertThat(renewal).isNotNull();
		assertThat(this.schedule.answered(renewal, 20000)).isEqualTo(millis(2000));
	}

	@Test
	void shorterTimeoutShortensTheLeaseWhateverBecomesOfTheRenewal() {
		establish();
		this.schedule.prepare(this.clock.nanoTime(), new TestSession(SESSION, 8000));
		fail(new KeeperException.ConnectionLossException());
		assertThat(this.lease.remaining()).isEqualTo(millis(6000 - 2200));
	}

	@Test
	void leaseIsTold() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.listener.leases).isZero();
			answerAfter(Duration.ofMillis(10), 10000);
			this.clock.advance(Duration.ofMillis(1100));
		}
		assertThat(this.listener.leases).isEqualTo(1);
		assertThat(this.lease.isValid(SESSION)).isTrue();
	}

	@Test
	void durationOfEachRenewalIsTold() {
		answerAfter(Duration.ofMillis(10), 10000);
		long sent = this.clock.nanoTime();
		this.clock.advance(Duration.ofMillis(30));
		this.schedule.failed(sent, SESSION, new KeeperException.ConnectionLossException());
		assertThat(this.listener.durations).containsExactly(millis(10), millis(30));
	}

	@Test
	void nothingToSendWithoutSession() {
		assertThat(this.schedule.prepare(this.clock.nanoTime(), new TestSession(0, 10000))).isNull();
		assertThat(this.schedule.prepare(this.clock.nanoTime(), new TestSession(SESSION, 0))).isNull();
		assertThat(this.schedule.notEstablished()).isEqualTo(millis(50));
	}

	@Test
	void connectionLossIsRetriedMoreAndMoreSlowly() {
		KeeperException lost = new KeeperException.ConnectionLossException();
		for (int delay : new int[] { 50, 100, 200, 400, 800, 1000, 1000 }) {
			assertThat(fail(lost)).isEqualTo(millis(delay));
		}
		answerAfter(Duration.ZERO, 10000);
		assertThat(fail(lost)).isEqualTo(millis(50));
		assertThat(fail(new KeeperException.OperationTimeoutException())).isEqualTo(millis(100));
		assertThat(fail(new KeeperException.RequestTimeoutException())).isEqualTo(millis(200));
	}

	@Test
	void otherFailuresAreRetriedOnceASecond() {
		establish();
		for (Exception failure : List.of(new KeeperException.NoAuthException(),
				new KeeperException.NotReadOnlyException(), new KeeperException.ThrottledOpException(),
				new IllegalStateException())) {
			assertThat(fail(failure)).isEqualTo(millis(1000));
		}
		assertThat(this.lease.isValid(SESSION)).isTrue();
	}

	@Test
	void expiredSessionEndsTheLease() {
		establish();
		assertThat(fail(new KeeperException.SessionExpiredException())).isEqualTo(millis(1000));
		assertThat(this.lease.isValid(SESSION)).isFalse();
	}

	@Test
	void failedAuthenticationEndsTheLease() {
		establish();
		fail(new KeeperException.AuthFailedException());
		assertThat(this.lease.isValid(SESSION)).isFalse();
	}

	@Test
	void connectionLossKeepsTheLease() {
		establish();
		fail(new KeeperException.ConnectionLossException());
		assertThat(this.lease.isValid(SESSION)).isTrue();
	}

	@Test
	void createdBasePathIsAskedForAtOnceButOnlyOnce() {
		this.listener.created = true;
		KeeperException.NoNodeException missing = new KeeperException.NoNodeException("/leader");
		assertThat(this.schedule.basePathMissing(this.clock.nanoTime(), missing)).isZero();
		assertThat(this.schedule.basePathMissing(this.clock.nanoTime(), missing)).isEqualTo(millis(1000));
		assertThat(this.schedule.basePathMissing(this.clock.nanoTime(), missing)).isEqualTo(millis(1000));
		answerAfter(Duration.ZERO, 10000);
		assertThat(this.schedule.basePathMissing(this.clock.nanoTime(), missing)).isZero();
	}

	@Test
	void basePathThatCannotBeCreatedIsAProblem() {
		KeeperException.NoNodeException missing = new KeeperException.NoNodeException("/leader");
		assertThat(this.schedule.basePathMissing(this.clock.nanoTime(), missing)).isEqualTo(millis(1000));
		assertThat(this.schedule.getProblem()).contains("NoNode for /leader");
		assertThat(this.listener.failures).isEqualTo(1);
	}

	@Test
	void problemIsLoggedOnce(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			fail(new KeeperException.NoAuthException());
		}
		assertThat(output.getOut()).containsOnlyOnce("cannot be renewed").contains("NoAuth");
		for (int i = 0; i < 3; i++) {
			fail(new KeeperException.ConnectionLossException());
		}
		assertThat(output.getOut()).containsOnlyOnce("ConnectionLoss");
		assertThat(this.schedule.getProblem()).contains("ConnectionLoss");
		this.schedule.notEstablished();
		assertThat(output.getOut()).doesNotContain("renewed again");
		answerAfter(Duration.ZERO, 10000);
		answerAfter(Duration.ZERO, 10000);
		assertThat(output.getOut()).containsOnlyOnce("renewed again");
		assertThat(this.schedule.getProblem()).isNull();
		assertThat(this.listener.failures).isEqualTo(6);
	}

	private void establish() {
		for (int i = 0; i < 3; i++) {
			this.clock.advance(Duration.ofMillis(1100));
			answerAfter(Duration.ZERO, 10000);
		}
		assertThat(this.lease.isValid(SESSION)).isTrue();
	}

	private long answerAfter(Duration duration, int timeoutMillis) {
		Session session = new TestSession(SESSION, timeoutMillis);
		Renewal renewal = this.schedule.prepare(this.clock.nanoTime(), session);
		assertThat(renewal).isNotNull();
		this.clock.advance(duration);
		return this.schedule.answered(renewal, session.timeoutMillis());
	}

	private long fail(Exception failure) {
		return this.schedule.failed(this.clock.nanoTime(), SESSION, failure);
	}

	private static long millis(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

	private record TestSession(long id, int timeoutMillis) implements Session {

		@Override
		public @Nullable Moment opened() {
			return null;
		}

		@Override
		public List<String> commit(List<String> znodes) {
			throw new UnsupportedOperationException();
		}

	}

	private static final class TestListener implements LeaseRenewal.Listener {

		private final List<Long> durations = new ArrayList<>();

		private int leases;

		private int failures;

		private boolean created;

		@Override
		public void onLease(long sessionId) {
			this.leases++;
		}

		@Override
		public void onRenewal(long nanos, @Nullable Exception failure) {
			this.durations.add(nanos);
			if (failure != null) {
				this.failures++;
			}
		}

		@Override
		public boolean onBasePathMissing() {
			return this.created;
		}

	}

}
