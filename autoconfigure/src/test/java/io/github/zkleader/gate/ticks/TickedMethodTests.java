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

package io.github.zkleader.gate.ticks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.Missed;
import io.github.zkleader.MissedTicks;
import io.github.zkleader.RecordedLog;
import io.github.zkleader.ScheduledTick;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickRecord;
import io.github.zkleader.gate.ticks.FakeTickedTask.Store;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.support.CronExpression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TickedMethod}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TickedMethodTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final Duration MAX_AGE = Duration.ofDays(1);

	@RegisterExtension
	final RecordedLog log = new RecordedLog(GatedTask.class);

	private final TestClock clock = new TestClock(NOON);

	private final Store store = new Store();

	private final List<String> runs = new ArrayList<>();

	private Supplier<Object> work = () -> null;

	private FakeTickedTask task = new FakeTickedTask(this.store, 1);

	private TickedMethod all = cron(Missed.RUN_ALL);

	private TickedMethod once = cron(Missed.RUN_ONCE);

	@Test
	void nothingIsMadeUpOnFirstDeployment() throws Throwable {
		catchUp(this.all);
		assertThat(this.runs).isEmpty();
		assertThat(this.store.record()).isEqualTo(new TickRecord("cron 0 * * * * * Z", null, NOON));
	}

	@Test
	void firstRegularTickRunsOnFirstDeployment() throws Throwable {
		at("12:05:00.020").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:05");
		assertThat(this.store.record().lastTick()).isEqualTo("2026-11-22T12:05:00Z");
	}

	@Test
	void regularTicksRunInTime() throws Throwable {
		at("12:01:00.003").scheduled(this.all);
		at("12:02:00.003").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02");
		assertThat(this.task.getTicks(TickOutcome.MISSED)).isZero();
		assertThat(this.store.record().lastTick()).isEqualTo("2026-11-22T12:02:00Z");
		assertThat(this.task.getDropped()).isEmpty();
	}

	@Test
	void callThatIsFarTooEarlyIsNoTick() throws Throwable {
		at("12:01:00.003").scheduled(this.all);
		at("12:01:58.500").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01");
		assertThat(this.task.getTicks(TickOutcome.DUPLICATE)).isOne();
	}

	@Test
	void callThatIsLateIsNotTakenForTheNextTickOfAShortPeriod() throws Throwable {
		TickedMethod everySecond = method(new CronSchedule(CronExpression.parse("* * * * * *"), ZoneOffset.UTC),
				Missed.RUN_ALL);
		at("12:01:00").scheduled(everySecond);
		at("12:01:01.850").scheduled(everySecond);
		assertThat(this.store.record().coveredUntil()).isEqualTo("2026-11-22T12:01:01Z");
	}

	@Test
	void tickThatFiresEarlyIsTheOneThatIsDue() throws Throwable {
		at("12:00:59.990").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01");
		assertThat(this.store.record().coveredUntil()).isEqualTo("2026-11-22T12:01:00Z");
		catchUpAt(this.all, "12:01:30");
		at("12:02:00.003").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02");
	}

	@Test
	void nextLeaderMakesUpForEachMissedTickOldestFirst() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		at("12:04:30").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03*", "12:04*");
		assertThat(this.task.getTicks(TickOutcome.MISSED)).isEqualTo(3);
		assertThat(this.task.getTicks(TickOutcome.MADE_UP)).isEqualTo(3);
		assertThat(this.store.record().coveredUntil()).isEqualTo("2026-11-22T12:04:00Z");
	}

	@Test
	void nextLeaderMakesUpForAllMissedTicksInOneRun() throws Throwable {
		List<MissedTicks> seen = new ArrayList<>();
		this.work = () -> MissedTicks.current().map(seen::add);
		at("12:01:00").scheduled(this.once);
		succeed();
		at("12:04:30").catchUp(this.once);
		assertThat(this.runs).containsExactly("12:01", "12:04*");
		assertThat(seen).containsExactly(
				new MissedTicks(Instant.parse("2026-11-22T12:02:00Z"), Instant.parse("2026-11-22T12:04:00Z"), 3));
		assertThat(this.task.getTicks(TickOutcome.MADE_UP)).isEqualTo(3);
	}

	@Test
	void regularTickOfNextLeaderMakesUpFirst() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		at("12:04:00.003").scheduled(this.all);
		catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03*", "12:04");
	}

	@Test
	void regularTickOfNextLeaderMakesUpOnceAndRuns() throws Throwable {
		at("12:01:00").scheduled(this.once);
		succeed();
		at("12:04:00.003").scheduled(this.once);
		assertThat(this.runs).containsExactly("12:01", "12:03*", "12:04");
	}

	@Test
	void regularTickAfterCatchUpThatRanItIsSkipped() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		at("12:02:00.001").catchUp(this.all);
		at("12:02:00.002").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*");
		assertThat(this.task.getTicks(TickOutcome.DUPLICATE)).isOne();
	}

	@Test
	void regularTickThatIsNotLaterThanTheRecordedOneIsSkipped() throws Throwable {
		at("12:05:00.003").scheduled(this.all);
		succeed();
		at("12:04:58").catchUp(this.all);
		at("12:04:00").scheduled(this.all);
		at("12:05:00.001").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:05");
		assertThat(this.task.getTicks(TickOutcome.DUPLICATE)).isEqualTo(2);
		at("12:06:00.001").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:05", "12:06");
	}

	@Test
	void interruptedRunIsMadeUp() throws Throwable {
		at("12:01:00").scheduled(this.all);
		this.task.interruptRuns();
		at("12:02:00").scheduled(this.all);
		assertThat(this.store.record().lastTick()).isEqualTo("2026-11-22T12:01:00Z");
		succeed();
		at("12:02:10").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02", "12:02*");
	}

	@Test
	void interruptedMakeUpEndsTheSeries() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.task.interruptRuns();
		at("12:04:30").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*");
	}

	@Test
	void interruptedMakeUpOfAllInOneRunEndsTheSeries() throws Throwable {
		at("12:01:00").scheduled(this.once);
		succeed();
		this.task.interruptRuns();
		at("12:04:00.003").scheduled(this.once);
		assertThat(this.runs).containsExactly("12:01", "12:03*");
		assertThat(this.task.getTicks(TickOutcome.MISSED)).isEqualTo(2);
	}

	@Test
	void closingGateEndsTheSeriesBetweenTwoRuns() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.work = () -> {
			this.task.close();
			return null;
		};
		at("12:04:30").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*");
		succeed();
		this.work = () -> null;
		at("12:05:10").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03*", "12:04*", "12:05*");
	}

	@Test
	void runThatThrowsIsFinished() throws Throwable {
		this.work = () -> {
			throw new IllegalStateException("failed");
		};
		assertThatIllegalStateException().isThrownBy(() -> at("12:01:00").scheduled(this.all));
		succeed();
		catchUpAt(this.all, "12:01:30");
		assertThat(this.runs).containsExactly("12:01");
	}

	@Test
	void makeUpThatThrowsDoesNotEndTheSeries() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.work = () -> {
			throw new IllegalStateException("failed");
		};
		assertThatIllegalStateException().isThrownBy(() -> at("12:03:30").catchUp(this.all));
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03*");
	}

	@Test
	void ticksThatARegularRunIsBusyAtAreMadeUp() throws Throwable {
		this.work = () -> {
			at("12:03:30");
			return null;
		};
		at("12:01:00").scheduled(this.all);
		this.work = () -> null;
		at("12:04:00").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03*", "12:04");
		assertThat(this.task.getTicks(TickOutcome.MISSED)).isEqualTo(2);
	}

	@Test
	void tickThatARunIsBusyAtOnlyBecauseItStartedLateIsMadeUp() throws Throwable {
		this.work = () -> {
			this.clock.advance(Duration.ofSeconds(15));
			return null;
		};
		at("12:01:50").scheduled(this.all);
		this.work = () -> null;
		at("12:03:00").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03");
	}

	@Test
	void ticksThatMakingUpIsBusyAtAreMadeUp() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.work = () -> {
			this.clock.advance(Duration.ofSeconds(25));
			return null;
		};
		at("12:04:55").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02*", "12:03*", "12:04*", "12:05*", "12:06");
	}

	@Test
	void makingUpEndsThoughTicksComeFasterThanTheyRun() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.work = () -> {
			this.clock.advance(Duration.ofSeconds(90));
			return null;
		};
		at("12:04:30").catchUp(this.all);
		assertThat(this.runs).hasSizeBetween(20, 60).doesNotHaveDuplicates();
		assertThat(this.task.getTicks(TickOutcome.EXPIRED)).isZero();
		this.runs.clear();
		scheduled(this.all);
		assertThat(this.runs).hasSizeBetween(20, 100).doesNotHaveDuplicates();
		assertThat(this.runs.get(this.runs.size() - 1)).doesNotEndWith("*");
		assertThat(this.task.getTicks(TickOutcome.EXPIRED)).isPositive();
		assertThat(this.task.getDropped()).singleElement(InstanceOfAssertFactories.STRING)
			.contains("as its runs take longer than from one time to the next");
	}

	@Test
	void ticksThatAreTooOldAreDropped() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.clock.advance(MAX_AGE.plusMinutes(10));
		catchUp(this.all);
		assertThat(this.task.getTicks(TickOutcome.EXPIRED)).isEqualTo(9);
		assertThat(this.task.getTicks(TickOutcome.MADE_UP)).isEqualTo(Duration.ofDays(1).toMinutes() + 1);
		assertThat(this.runs.get(1)).isEqualTo("12:11*");
		assertThat(this.task.getDropped())
			.containsExactly("up to 2026-11-22T12:10:00Z, which is longer ago than leader.missed-max-age (PT24H)");
	}

	@Test
	void factsAreKeyValuePairs() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		at("12:03:30").catchUp(this.all);
		assertThat(this.log.facts()).containsExactly("leader.role=leader", "leader.task=job.run",
				"leader.outcome=missed", "leader.ticks=2");
	}

	@Test
	void yearsOfTicksAreDroppedInNoTime() throws Throwable {
		at("12:01:00").scheduled(this.once);
		succeed();
		this.clock.advance(Duration.ofDays(3650));
		catchUp(this.once);
		assertThat(this.runs).hasSize(2);
		assertThat(this.task.getTicks(TickOutcome.EXPIRED)).isEqualTo(10_000);
		assertThat(this.task.getTicks(TickOutcome.MADE_UP)).isEqualTo(Duration.ofDays(1).toMinutes() + 1);
	}

	@Test
	void nothingIsMadeUpWhenTheTriggerChanged(CapturedOutput output) throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		TickedMethod changed = method(new CronSchedule(CronExpression.parse("30 * * * * *"), ZoneOffset.UTC),
				Missed.RUN_ALL);
		at("12:04:40").catchUp(changed);
		assertThat(this.runs).containsExactly("12:01");
		assertThat(output).contains("The schedule of job.run was 'cron 0 * * * * * Z' and is 'cron 30 * * * * * Z'");
		at("12:05:30").scheduled(changed);
		assertThat(this.runs).containsExactly("12:01", "12:05");
	}

	@Test
	void nothingIsMadeUpWhenAForeignInstanceLed() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.store.setForeign();
		at("12:04:40").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01");
		assertThat(this.task.getTicks(TickOutcome.FOREIGN)).isEqualTo(3);
		assertThat(this.task.getDropped()).containsExactly(
				"an instance that records nothing has led since 2026-11-22T12:01:00Z and may have run for them");
	}

	@Test
	void claimPrecedesTheDecision() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.store.whenWritten(() -> this.runs.add("written"));
		at("12:02:30").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "written", "12:02*", "written");
	}

	@Test
	void recordIsWrittenBeforeTheRunEnds() throws Throwable {
		this.store.whenWritten(() -> this.runs.add((GatedRun.current() != null) ? "inside" : "outside"));
		at("12:01:00").scheduled(this.all);
		assertThat(this.runs).containsExactly("outside", "12:01", "inside");
	}

	@Test
	void regularTickRunsThoughTheRecordCannotBeClaimed(CapturedOutput output) throws Throwable {
		this.store.setBroken(true);
		at("12:01:00").scheduled(this.all);
		at("12:02:00").scheduled(this.all);
		catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02");
		assertThat(this.task.getTicks(TickOutcome.UNRECORDED)).isEqualTo(2);
		assertThat(output).containsOnlyOnce("cannot be claimed, so nothing is made up for");
	}

	@Test
	void nothingIsMadeUpUntilTheRecordCanBeClaimed() throws Throwable {
		at("12:01:00").scheduled(this.all);
		succeed();
		this.store.setBroken(true);
		at("12:03:00.003").scheduled(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:03");
		this.store.setBroken(false);
		catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:03", "12:02*", "12:03*");
	}

	@Test
	void runThatCannotBeRecordedIsRepeatedByTheNextLeader(CapturedOutput output) throws Throwable {
		at("12:01:00").scheduled(this.all);
		this.store.setBroken(true);
		at("12:02:00").scheduled(this.all);
		this.store.setBroken(false);
		assertThat(output).containsOnlyOnce("that cannot be recorded, so the next leader repeats it");
		assertThat(this.task.getTicks(TickOutcome.UNRECORDED)).isOne();
		succeed();
		at("12:02:30").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02", "12:02*");
	}

	@Test
	void runThatCouldNotBeRecordedIsRecordedWithTheNext() throws Throwable {
		this.store.setBroken(false);
		at("12:01:00").scheduled(this.all);
		this.store.setBroken(true);
		at("12:02:00").scheduled(this.all);
		this.store.setBroken(false);
		at("12:03:00").scheduled(this.all);
		succeed();
		at("12:03:30").catchUp(this.all);
		assertThat(this.runs).containsExactly("12:01", "12:02", "12:03");
	}

	@Test
	void fixedRateIsMadeUpForOnceIfTheLastEndIsOlderThanThePeriod() throws Throwable {
		List<MissedTicks> seen = new ArrayList<>();
		this.work = () -> MissedTicks.current().map(seen::add);
		TickedMethod rate = method(new PeriodicSchedule("fixed rate", Duration.ofMinutes(10)), Missed.RUN_ALL);
		at("12:01:00").scheduled(rate);
		succeed();
		at("12:11:00").catchUp(rate);
		assertThat(this.runs).containsExactly("12:01");
		succeed();
		at("12:32:00").catchUp(rate);
		catchUp(rate);
		assertThat(this.runs).containsExactly("12:01", "12:31*");
		assertThat(seen).containsExactly(
				new MissedTicks(Instant.parse("2026-11-22T12:11:00Z"), Instant.parse("2026-11-22T12:31:00Z"), 3));
		at("12:33:00").scheduled(rate);
		assertThat(this.runs).containsExactly("12:01", "12:31*", "12:33");
	}

	@Test
	void fixedDelayThatIsOlderThanTheAgeIsDropped() throws Throwable {
		TickedMethod delay = method(new PeriodicSchedule("fixed delay", Duration.ofDays(10)), Missed.RUN_ONCE);
		scheduled(delay);
		succeed();
		this.clock.advance(Duration.ofDays(12));
		catchUp(delay);
		assertThat(this.runs).hasSize(1);
		assertThat(this.task.getTicks(TickOutcome.EXPIRED)).isOne();
	}

	@Test
	void callsWaitForEachOther() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		this.work = () -> {
			running.countDown();
			awaitUninterruptibly(proceed);
			return null;
		};
		Thread first = start(() -> at("12:01:00").scheduled(this.all));
		running.await();
		Thread second = start(() -> catchUp(this.all));
		while (second.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		assertThat(this.runs).containsExactly("12:01");
		proceed.countDown();
		first.join();
		second.join();
		assertThat(this.runs).containsExactly("12:01");
	}

	private static Thread start(Executable action) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		});
		thread.start();
		return thread;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private TickedMethodTests at(String time) {
		this.clock.now = Instant.parse("2026-11-22T" + time + "Z");
		return this;
	}

	private void scheduled(TickedMethod method) throws Throwable {
		method.call(true, this::run);
	}

	private void catchUp(TickedMethod method) throws Throwable {
		method.call(false, this::run);
	}

	private void catchUpAt(TickedMethod method, String time) throws Throwable {
		at(time).catchUp(method);
	}

	private Object run() {
		ScheduledTick tick = ScheduledTick.current().orElseThrow();
		assertThat(MissedTicks.current().isPresent()).isEqualTo(tick.madeUp());
		this.runs.add(tick.time().toString().substring(11, 16) + (tick.madeUp() ? "*" : ""));
		return this.work.get();
	}

	/**
	 * Another instance leads from now on.
	 */
	private void succeed() {
		this.task = new FakeTickedTask(this.store, this.task.getToken() + 1);
	}

	private TickedMethod cron(Missed missed) {
		return method(new CronSchedule(CronExpression.parse("0 * * * * *"), ZoneOffset.UTC), missed);
	}

	private TickedMethod method(Schedule schedule, Missed missed) {
		return new TickedMethod(() -> this.task, schedule, missed, MAX_AGE, this.clock);
	}

	@FunctionalInterface
	private interface Executable {

		void run() throws Throwable;

	}

	private static final class TestClock extends Clock {

		private volatile Instant now;

		private TestClock(Instant now) {
			this.now = now;
		}

		void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
