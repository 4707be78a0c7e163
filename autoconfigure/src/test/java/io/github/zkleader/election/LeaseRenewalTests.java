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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.apache.zookeeper.KeeperException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseRenewal}.
 */
class LeaseRenewalTests implements SessionTransport, SessionTransport.Session, LeaseRenewal.Listener {

	private static final long SESSION = 42;

	private final Duration tick = Duration.ofMillis(20);

	private final List<String> ends = new CopyOnWriteArrayList<>();

	private final List<String> gone = new CopyOnWriteArrayList<>();

	private final List<List<String>> slices = new CopyOnWriteArrayList<>();

	private final AtomicInteger looks = new AtomicInteger();

	private final AtomicInteger basePathsMissing = new AtomicInteger();

	private final AtomicInteger failures = new AtomicInteger();

	private volatile Server server = (znodes) -> List.of();

	private volatile long id = SESSION;

	private volatile int timeoutMillis = 400;

	private volatile @Nullable Moment opened;

	private volatile long wallClockStep;

	private volatile boolean needed = true;

	private final LeaseClock clock = new LeaseClock() {

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return System.currentTimeMillis() + LeaseRenewalTests.this.wallClockStep;
		}

	};

	private final SessionLease lease = new SessionLease(this.clock, this.tick, new ClosedSessions(),
			(sessionId, lapsed) -> this.ends.add(sessionId + (lapsed ? " lapsed" : " ended")));

	private final LeaseRenewal renewal = new LeaseRenewal(this, this.lease, this.clock, this.tick, () -> this.needed,
			this);

	@AfterEach
	void stop() {
		this.renewal.stop();
		Awaitility.await().until(() -> thread("zkleader-lease") == null && thread("zkleader-lapse") == null);
	}

	@Test
	void leaseIsRenewed() {
		this.timeoutMillis = 8000;
		start();
		await(() -> this.slices.size() >= 5);
		assertThat(this.lease.isValid(SESSION)).isTrue();
		assertThat(this.ends).isEmpty();
		assertThat(this.renewal.getProblem()).isNull();
	}

	@Test
	void nothingIsSentWhileNobodyNeedsTheLeaseAndItLapses() {
		start();
		await(() -> this.lease.isValid(SESSION));
		this.needed = false;
		await(() -> this.ends.contains(SESSION + " lapsed"));
		int sent = this.slices.size();
		Thread thread = thread("zkleader-lease");
		assertThat(thread).isNotNull();
		await(() -> thread.getState() == Thread.State.WAITING);
		this.needed = true;
		assertThat(this.slices).hasSize(sent);
		this.renewal.wake();
		await(() -> this.lease.isValid(SESSION));
	}

	@Test
	void renewsOnceWhenConnectedThoughNobodyNeedsTheLease() {
		this.needed = false;
		start();
		await(() -> this.slices.size() == 1);
		Thread thread = thread("zkleader-lease");
		assertThat(thread).isNotNull();
		await(() -> thread.getState() == Thread.State.WAITING);
		this.renewal.connected();
		await(() -> this.slices.size() == 2);
		await(() -> thread.getState() == Thread.State.WAITING);
	}

	@Test
	void failureIsTriedAgainThoughNobodyNeedsTheLease() {
		this.needed = false;
		this.server = (znodes) -> {
			if (this.slices.size() < 4) {
				throw new KeeperException.ConnectionLossException();
			}
			return List.of();
		};
		start();
		await(() -> this.slices.size() == 4 && this.renewal.getProblem() == null);
	}

	@Test
	void nextIsNotSentTooSoonWhoeverWakesTheThread() {
		List<Long> times = new CopyOnWriteArrayList<>();
		this.server = (znodes) -> {
			times.add(System.nanoTime());
			Thread.interrupted();
			times.add(System.nanoTime());
			return List.of();
		};
		start();
		await(() -> {
			Thread thread = thread("zkleader-lease");
			if (thread != null) {
				thread.interrupt();
				LockSupport.unpark(thread);
				this.renewal.connected();
			}
			return times.size() >= 24;
		});
		for (int i = 2; i < 24; i += 2) {
			assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(this.tick.toNanos() * 55 / 100);
		}
	}

	@Test
	void reconnectEndsTheWaitAfterAFailure() {
		List<Long> times = new CopyOnWriteArrayList<>();
		this.server = (znodes) -> {
			times.add(System.nanoTime());
			throw new KeeperException.NoAuthException();
		};
		start();
		await(() -> {
			this.renewal.connected();
			return times.size() >= 5;
		});
		assertThat(Duration.ofNanos(times.get(4) - times.get(0))).isLessThan(Duration.ofSeconds(4));
	}

	@Test
	void connectionEndsTheWaitForTheSession() {
		this.id = 0;
		long start = System.nanoTime();
		start();
		await(() -> {
			this.renewal.connected();
			return this.looks.get() >= 100;
		});
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThat(this.slices).isEmpty();
		this.id = SESSION;
		await(() -> !this.slices.isEmpty());
	}

	@Test
	void firstAnswerForASessionOfThisHandleMakesALease() {
		this.timeoutMillis = 8000;
		this.opened = this.clock.moment();
		blockAfter(1);
		start();
		await(() -> this.slices.size() == 2);
		assertThat(this.lease.isValid(SESSION)).isTrue();
	}

	@Test
	void interruptedRenewalIsTriedAgain() {
		this.server = (znodes) -> {
			if (this.slices.size() == 4) {
				throw new InterruptedException();
			}
			return List.of();
		};
		start();
		await(() -> this.slices.size() >= 8);
		assertThat(this.failures).hasValue(0);
	}

	@Test
	void lapseIsNoticedWhileARenewalIsBlocked() {
		blockAfter(5);
		start();
		await(() -> !this.ends.isEmpty());
		assertThat(this.ends).containsExactly("42 lapsed");
		assertThat(this.slices).hasSize(6);
	}

	@Test
	void stepOfTheWallClockIsNoticedWhileARenewalIsBlocked() {
		this.timeoutMillis = 6000;
		blockAfter(3);
		start();
		await(() -> this.lease.isValid(SESSION));
		await(() -> this.slices.size() == 4);
		this.wallClockStep = Duration.ofHours(1).toMillis();
		long start = System.nanoTime();
		await(() -> !this.ends.isEmpty());
		assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(2).toNanos());
		assertThat(this.ends).containsExactly("42 lapsed");
	}

	@Test
	void lapseOfAShortenedLeaseIsNoticedWhileARenewalIsBlocked() {
		this.timeoutMillis = 8000;
		this.server = (znodes) -> {
			if (this.slices.size() == 4) {
				this.timeoutMillis = 2000;
			}
			else if (this.slices.size() == 5) {
				new CountDownLatch(1).await();
			}
			return List.of();
		};
		start();
		await(() -> this.slices.size() == 5);
		long start = System.nanoTime();
		await(() -> !this.ends.isEmpty());
		assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(3).toNanos());
	}

	@Test
	void ownZnodesAreCheckedInSlices() {
		Set<String> znodes = new HashSet<>();
		IntStream.range(0, 150).mapToObj((i) -> "/leader/role" + i).forEach(znodes::add);
		znodes.forEach((znode) -> this.renewal.track(znode, () -> this.gone.add(znode)));
		start();
		await(() -> this.slices.size() >= 6);
		for (int from = 0; from < 6; from += 3) {
			List<String> checked = new ArrayList<>();
			this.slices.subList(from, from + 3).forEach(checked::addAll);
			assertThat(checked).containsExactlyInAnyOrderElementsOf(znodes);
		}
		assertThat(this.slices).allMatch((slice) -> slice.size() <= 64);
	}

	@Test
	void missingOwnZnodeIsAnAnswerAndReported() {
		this.renewal.track("/leader/a", () -> this.gone.add("a"));
		this.renewal.track("/leader/b", () -> this.gone.add("b"));
		this.server = (znodes) -> znodes.contains("/leader/b") ? List.of("/leader/b") : List.of();
		start();
		await(() -> this.lease.isValid(SESSION));
		assertThat(this.gone).containsExactly("b");
		assertThat(this.slices).startsWith(this.slices.get(0), List.of("/leader/a"), List.of("/leader/a"));
		assertThat(this.failures).hasValue(0);
	}

	@Test
	void znodeThatIsTrackedNoLongerIsNotReported() {
		this.renewal.track("/leader/a", () -> this.gone.add("a"));
		this.server = (znodes) -> {
			this.renewal.untrack("/leader/a");
			return znodes;
		};
		start();
		await(() -> this.slices.size() >= 2);
		assertThat(this.gone).isEmpty();
		assertThat(this.slices.get(1)).isEmpty();
	}

	@Test
	void missingBasePathIsCreated() {
		this.server = (znodes) -> {
			if (this.slices.size() == 1) {
				throw new KeeperException.NoNodeException("/leader");
			}
			return List.of();
		};
		start();
		await(() -> this.lease.isValid(SESSION));
		assertThat(this.basePathsMissing).hasValue(1);
		assertThat(this.failures).hasValue(0);
	}

	@Test
	void expiredSessionEndsTheLease() {
		this.server = (znodes) -> {
			if (this.slices.size() > 4) {
				throw new KeeperException.SessionExpiredException();
			}
			return List.of();
		};
		start();
		await(() -> !this.ends.isEmpty());
		assertThat(this.ends).containsExactly("42 ended");
		await(() -> this.failures.get() >= 1);
	}

	@Test
	void refusedRenewalsAreRetriedOnceASecond() {
		List<Long> times = new CopyOnWriteArrayList<>();
		this.server = (znodes) -> {
			times.add(System.nanoTime());
			throw new KeeperException.NoAuthException();
		};
		start();
		await(() -> times.size() == 2);
		assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(990));
		assertThat(this.renewal.getProblem()).contains("NoAuth");
	}

	@Test
	void stopEndsABlockedRenewal() {
		blockAfter(0);
		start();
		await(() -> this.slices.size() == 1);
		this.renewal.stop();
		await(() -> thread("zkleader-lease") == null);
		assertThat(this.failures).hasValue(0);
	}

	private void start() {
		this.renewal.start();
	}

	private void blockAfter(int answers) {
		this.server = (znodes) -> {
			if (this.slices.size() > answers) {
				new CountDownLatch(1).await();
			}
			return List.of();
		};
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(condition);
	}

	private static @Nullable Thread thread(String name) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(name))
			.findAny()
			.orElse(null);
	}

	@Override
	public Session session() {
		this.looks.incrementAndGet();
		return this;
	}

	@Override
	public long id() {
		return this.id;
	}

	@Override
	public int timeoutMillis() {
		return this.timeoutMillis;
	}

	@Override
	public @Nullable Moment opened() {
		return this.opened;
	}

	@Override
	public List<String> commit(List<String> znodes) throws KeeperException, InterruptedException {
		this.slices.add(znodes);
		return this.server.commit(znodes);
	}

	@Override
	public void onLease(long sessionId) {
	}

	@Override
	public void onRenewal(long nanos, @Nullable Exception failure) {
		if (failure != null) {
			this.failures.incrementAndGet();
		}
	}

	@Override
	public boolean onBasePathMissing() {
		this.basePathsMissing.incrementAndGet();
		return true;
	}

	private interface Server {

		List<String> commit(List<String> znodes) throws KeeperException, InterruptedException;

	}

}
