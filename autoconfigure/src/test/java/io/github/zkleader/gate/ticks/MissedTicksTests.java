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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.Missed;
import io.github.zkleader.MissedTicks;
import io.github.zkleader.ScheduledTick;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickStatus;
import io.github.zkleader.TickedTask;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.InMemoryEnsemble;
import io.github.zkleader.election.InMemoryEnsemble.Contest;
import io.github.zkleader.election.OnListenerFailure;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderOnly#missed()} through a real context and a real scheduler.
 */
class MissedTicksTests {

	private static final String EVERY_SECOND = "* * * * * *";

	private static final String AT_MIDNIGHT = "0 0 0 * * *";

	private final InMemoryEnsemble ensemble = new InMemoryEnsemble(Duration.ofSeconds(10), Duration.ofSeconds(2),
			Contest.OPEN);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
				LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withUserConfiguration(InMemory.class)
		.withPropertyValues("leader.id=me", "leader.path=/test", "leader.drain-timeout=5s")
		.withBean(InMemoryEnsemble.class, () -> this.ensemble);

	@Test
	void everyTickRunsOnceThoughThereIsAGap() {
		this.contextRunner.withBean("job", All.class).run((context) -> {
			All job = context.getBean(All.class);
			leaveGap(context, job);
			List<Instant> times = job.ticks().stream().map(ScheduledTick::time).toList();
			assertThat(times).isEqualTo(seconds(times.get(0), times.size()));
			TickStatus status = status(context);
			assertThat(status.madeUp()).isEqualTo(status.missed()).isGreaterThan(1);
			assertThat(status.lastTick()).isNotNull();
		});
	}

	@Test
	void oneRunMakesUpForAGap() {
		this.contextRunner.withBean("job", Once.class).run((context) -> {
			Once job = context.getBean(Once.class);
			leaveGap(context, job);
			assertThat(job.runs().stream().filter((run) -> run.tick().madeUp())).singleElement().satisfies((run) -> {
				MissedTicks missed = Objects.requireNonNull(run.missed());
				assertThat(missed.count()).isGreaterThan(1);
				assertThat(missed.to()).isEqualTo(missed.from().plusSeconds(missed.count() - 1));
				assertThat(run.tick().time()).isEqualTo(missed.to());
			});
			List<Instant> regular = job.ticks()
				.stream()
				.filter((tick) -> !tick.madeUp())
				.map(ScheduledTick::time)
				.toList();
			assertThat(regular).doesNotHaveDuplicates();
			assertThat(regular.get(regular.size() - 1)).isAfter(job.runs().get(0).tick().time());
		});
	}

	@Test
	void nightlyJobIsMadeUpWhenTheGateOpens() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		this.contextRunner.withBean("job", Nightly.class).run((context) -> {
			Nightly job = context.getBean(Nightly.class);
			await().until(() -> !job.runs().isEmpty());
			assertThat(job.ticks()).singleElement().satisfies((tick) -> {
				assertThat(tick.madeUp()).isTrue();
				assertThat(tick.time().atZone(ZoneId.of("Europe/Vienna")).toLocalTime()).isEqualTo("00:00");
			});
			assertThat(job.runs().get(0).thread()).startsWith("scheduling-");
		});
	}

	@Test
	void madeUpRunIsOnTheOwnScheduler() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		this.contextRunner.withBean("job", Qualified.class)
			.withBean("other", ThreadPoolTaskScheduler.class, () -> scheduler("other-"))
			.withBean("special", ThreadPoolTaskScheduler.class, () -> scheduler("special-"))
			.run((context) -> {
				Qualified job = context.getBean(Qualified.class);
				await().until(() -> !job.runs().isEmpty());
				assertThat(job.runs().get(0).thread()).startsWith("special-");
			});
	}

	@Test
	void madeUpRunIsOnTheSchedulerThatIsNoBean() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		ThreadPoolTaskScheduler scheduler = scheduler("mine-");
		scheduler.initialize();
		this.contextRunner.withBean("job", Nightly.class)
			.withBean(SchedulingConfigurer.class, () -> (registrar) -> registrar.setTaskScheduler(scheduler))
			.run((context) -> {
				Nightly job = context.getBean(Nightly.class);
				await().until(() -> !job.runs().isEmpty());
				assertThat(job.runs().get(0).thread()).startsWith("mine-");
			});
		scheduler.destroy();
	}

	@Test
	void grantBeforeTheSchedulerIsThereIsMadeUpForToo() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		this.contextRunner.withBean("job", Nightly.class)
			.withInitializer((context) -> context.addApplicationListener((event) -> {
				if (event instanceof ContextRefreshedEvent) {
					await().until(context.getBean(LeaderElections.class).get("leader")::isLeader);
				}
			}))
			.run((context) -> {
				Nightly job = context.getBean(Nightly.class);
				await().until(() -> !job.runs().isEmpty());
			});
	}

	@Test
	void madeUpRunIsOutsideTheRecoveryBarrier() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		CountDownLatch recovered = new CountDownLatch(1);
		this.contextRunner.withBean("job", Nightly.class)
			.withBean("recovery", Recovery.class, () -> new Recovery(recovered))
			.run((context) -> {
				Nightly job = context.getBean(Nightly.class);
				Leadership leadership = context.getBean(Leadership.class);
				await().until(() -> leadership.getStatus().state() == LeadershipState.PREPARING);
				assertThat(job.runs()).isEmpty();
				job.whenRun(() -> assertThat(leadership.isLeader()).isTrue());
				recovered.countDown();
				await().until(() -> !job.runs().isEmpty());
			});
	}

	@Test
	void madeUpRunsAreInTransactionsOfTheirOwn() throws Exception {
		leaveRecord("cron 0 0 * * * * " + ZoneId.systemDefault(), "job.run", Duration.ofHours(3));
		this.contextRunner.withUserConfiguration(Transactions.class)
			.withBean("job", Transacted.class)
			.run((context) -> {
				Transacted job = context.getBean(Transacted.class);
				await().until(() -> job.runs().size() == 3);
				assertThat(job.transactions()).containsExactly(true, true, true);
				assertThat(context.getBean(TestTransactions.class).commits).hasSize(3);
			});
	}

	@Test
	void madeUpRunsThroughAnInterfaceProxy() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		List<Boolean> runs = new CopyOnWriteArrayList<>();
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", Runnable.class, () -> new Interfaced(runs))
			.run((context) -> {
				await().until(() -> !runs.isEmpty());
				assertThat(runs).containsExactly(true);
			});
	}

	@Test
	void fixedDelayIsMadeUpForOnce() throws Exception {
		leaveRecord("fixed delay PT1H", "job.run", Duration.ofHours(5));
		this.contextRunner.withBean("job", Delayed.class).run((context) -> {
			Delayed job = context.getBean(Delayed.class);
			await().until(() -> !job.runs().isEmpty());
			assertThat(job.runs().get(0).missed()).extracting(MissedTicks::count).isEqualTo(4L);
			assertThat(job.runs().get(0).tick().madeUp()).isTrue();
		});
	}

	@Test
	void placeholdersAreResolved() throws Exception {
		leaveRecord("fixed rate PT30M", "job.run", Duration.ofHours(1));
		this.contextRunner.withBean("job", Placeholders.class)
			.withPropertyValues("job.rate=30m")
			.run((context) -> await().until(() -> !context.getBean(Placeholders.class).runs().isEmpty()));
	}

	@Test
	void whatIsOlderThanTheAgeIsNotMadeUp() throws Exception {
		leaveRecord("cron 0 0 * * * * " + ZoneId.systemDefault(), "job.run", Duration.ofHours(5));
		this.contextRunner.withUserConfiguration(Transactions.class)
			.withPropertyValues("leader.missed-max-age=2h")
			.withBean("job", Transacted.class)
			.run((context) -> {
				await().until(() -> status(context).madeUp() == 2);
				assertThat(status(context).expired()).isEqualTo(3);
			});
	}

	@Test
	void disabledScheduleMissesNothing() throws Exception {
		leaveRecord("cron - Z", "job.run", Duration.ofHours(5));
		this.contextRunner.withBean("job", Disabled.class).run((context) -> {
			Disabled job = context.getBean(Disabled.class);
			await().until(() -> context.getBean(Leadership.class).isLeader());
			job.run();
			assertThat(job.runs()).hasSize(1);
		});
	}

	@Test
	void callByAnybodyElseIsNoTick() {
		this.contextRunner.withBean("job", Nightly.class).run((context) -> {
			Nightly job = context.getBean(Nightly.class);
			await().until(() -> context.getBean(Leadership.class).isLeader());
			job.run();
			Thread thread = new Thread(job::run);
			thread.start();
			thread.join();
			assertThat(job.runs()).hasSize(2).extracting(Run::tick).containsOnlyNulls();
			assertThat(status(context).lastTick()).isNull();
		});
	}

	@Test
	void tickIsKnownToNestedRunsAndWhereTheRunIsCarried() throws Exception {
		leaveRecord(midnight(), "job.run", Duration.ofDays(1));
		heldBack().withBean("job", Nightly.class).run((context) -> {
			Nightly job = context.getBean(Nightly.class);
			Leadership leadership = context.getBean(Leadership.class);
			List<Optional<?>> seen = new CopyOnWriteArrayList<>();
			job.whenRun(() -> leadership.guard(() -> {
				seen.add(ScheduledTick.current());
				seen.add(MissedTicks.current());
				CompletableFuture
					.runAsync(
							GatedRun.carry(() -> seen.addAll(List.of(ScheduledTick.current(), MissedTicks.current()))))
					.join();
				CompletableFuture.runAsync(() -> seen.add(ScheduledTick.current())).join();
			}));
			context.start();
			await().until(() -> seen.size() == 5);
			assertThat(seen.subList(0, 4)).allMatch(Optional::isPresent);
			assertThat(seen.get(2)).isEqualTo(seen.get(0));
			assertThat(seen.get(3)).isEqualTo(seen.get(1));
			assertThat(seen.get(4)).isEmpty();
			assertThat(ScheduledTick.current()).isEmpty();
		});
	}

	@Test
	void handOverEndsTheSeriesBetweenTwoRunsAndTheNextLeaderGoesOn() throws Exception {
		leaveRecord("cron 0 0 * * * * " + ZoneId.systemDefault(), "job.run", Duration.ofHours(3));
		heldBack().withUserConfiguration(Transactions.class).withBean("job", Transacted.class).run((context) -> {
			Transacted job = context.getBean(Transacted.class);
			Leadership leadership = context.getBean(Leadership.class);
			CountDownLatch running = new CountDownLatch(1);
			CountDownLatch proceed = new CountDownLatch(1);
			job.whenRun(() -> {
				running.countDown();
				awaitLatch(proceed);
			});
			context.start();
			running.await();
			leadership.pause();
			assertThat(leadership.getStatus().state()).isNotEqualTo(LeadershipState.PAUSED);
			proceed.countDown();
			await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
			assertThat(job.runs()).hasSize(1);
			leadership.resume();
			await().until(() -> job.runs().size() == 3);
			assertThat(job.ticks()).extracting(ScheduledTick::time).isSorted().doesNotHaveDuplicates();
		});
	}

	@Test
	void interruptedRunIsRepeated() {
		heldBack().withPropertyValues("leader.drain-timeout=10ms").withBean("job", All.class).run((context) -> {
			All job = context.getBean(All.class);
			Leadership leadership = context.getBean(Leadership.class);
			CountDownLatch running = new CountDownLatch(1);
			job.whenRun(() -> {
				running.countDown();
				awaitLatch(new CountDownLatch(1));
			});
			context.start();
			running.await();
			job.whenRun(() -> {
			});
			leadership.yield();
			await().until(() -> job.runs().size() > 1);
			assertThat(job.ticks().get(1)).isEqualTo(new ScheduledTick(job.ticks().get(0).time(), true));
		});
	}

	/**
	 * An application that elects only when it is started, so that nothing runs before the
	 * test has said what.
	 * @return the application
	 */
	private ApplicationContextRunner heldBack() {
		return this.contextRunner.withPropertyValues("leader.auto-start=false");
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void leaveGap(ApplicationContext context, Job job) {
		Leadership leadership = context.getBean(Leadership.class);
		await().until(() -> job.runs().size() > 1);
		leadership.pause();
		await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
		int before = job.runs().size();
		Instant until = Instant.now().plusMillis(3200);
		await().until(() -> Instant.now().isAfter(until));
		assertThat(job.runs()).hasSize(before);
		leadership.resume();
		await().until(() -> job.runs().size() > before + 1 && !job.ticks().get(job.ticks().size() - 1).madeUp());
	}

	private static List<Instant> seconds(Instant first, int count) {
		return IntStream.range(0, count).mapToObj(first::plusSeconds).toList();
	}

	private static TickStatus status(ApplicationContext context) {
		return context.getBean(Leadership.class)
			.getStatus()
			.tasks()
			.stream()
			.filter((task) -> task.task().equals("job.run"))
			.map((task) -> Objects.requireNonNull(task.ticks()))
			.findFirst()
			.orElseThrow();
	}

	private static ThreadPoolTaskScheduler scheduler(String prefix) {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix(prefix);
		return scheduler;
	}

	private static String midnight() {
		return new CronSchedule(CronExpression.parse(AT_MIDNIGHT), ZoneId.of("Europe/Vienna")).describe();
	}

	/**
	 * Have a former leader leave its record.
	 * @param trigger the schedule it had
	 * @param task the name of the task
	 * @param age how long ago it was
	 */
	private void leaveRecord(String trigger, String task, Duration age) throws Exception {
		ElectionSettings settings = new ElectionSettings("former", "/test", Duration.ZERO, Duration.ZERO,
				Duration.ofSeconds(1), OnListenerFailure.YIELD);
		Elections former = new ElectionsFactory(settings, "leader", (event) -> {
		}, List.of()).inMemory(this.ensemble);
		TickedTask ticked = former.registerTicked("leader", task, true);
		former.start();
		await().until(() -> former.get("leader").isLeader());
		TickClaim claim = Objects.requireNonNull(ticked.claim());
		claim.read();
		Instant until = Instant.now().minus(age);
		claim.write(new TickRecord(trigger, until, until.plusSeconds(1)));
		CountDownLatch stopped = new CountDownLatch(1);
		former.stop(stopped::countDown);
		stopped.await();
		former.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class InMemory {

		@Bean
		Elections leaderElections(ElectionsFactory factory, InMemoryEnsemble ensemble) {
			return factory.inMemory(ensemble);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		TestTransactions transactionManager() {
			return new TestTransactions();
		}

	}

	@SuppressWarnings("serial")
	static class TestTransactions extends AbstractPlatformTransactionManager {

		private final List<Object> commits = new CopyOnWriteArrayList<>();

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			this.commits.add(status.getTransaction());
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

	static class Recovery implements ApplicationListener<OnGrantedEvent> {

		private final CountDownLatch recovered;

		Recovery(CountDownLatch recovered) {
			this.recovered = recovered;
		}

		@Override
		public void onApplicationEvent(OnGrantedEvent event) {
			awaitLatch(this.recovered);
		}

	}

	record Run(ScheduledTick tick, MissedTicks missed, String thread) {

		static Run current() {
			return new Run(ScheduledTick.current().orElse(null), MissedTicks.current().orElse(null),
					Thread.currentThread().getName());
		}

	}

	static class Job {

		private final List<Run> runs = new CopyOnWriteArrayList<>();

		private volatile Runnable work = () -> {
		};

		void whenRun(Runnable work) {
			this.work = work;
		}

		List<Run> runs() {
			return this.runs;
		}

		List<ScheduledTick> ticks() {
			return this.runs.stream().map(Run::tick).toList();
		}

		void ran() {
			this.runs.add(Run.current());
			this.work.run();
		}

	}

	static class All extends Job {

		@LeaderOnly(missed = Missed.RUN_ALL)
		@Scheduled(cron = EVERY_SECOND)
		void run() {
			ran();
		}

	}

	static class Once extends Job {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(cron = EVERY_SECOND)
		void run() {
			ran();
		}

	}

	@LeaderOnly(missed = Missed.RUN_ALL)
	static class Nightly extends Job {

		@Scheduled(cron = AT_MIDNIGHT, zone = "Europe/Vienna")
		void run() {
			ran();
		}

	}

	static class Qualified extends Job {

		@LeaderOnly(missed = Missed.RUN_ALL)
		@Scheduled(cron = AT_MIDNIGHT, zone = "Europe/Vienna", scheduler = "special")
		void run() {
			ran();
		}

	}

	static class Transacted extends Job {

		private final List<Boolean> transactions = new CopyOnWriteArrayList<>();

		List<Boolean> transactions() {
			return this.transactions;
		}

		@Transactional
		@LeaderOnly(missed = Missed.RUN_ALL)
		@Scheduled(cron = "0 0 * * * *")
		void run() {
			this.transactions.add(TransactionSynchronizationManager.isActualTransactionActive());
			ran();
		}

	}

	static class Interfaced implements Runnable {

		private final List<Boolean> runs;

		Interfaced(List<Boolean> runs) {
			this.runs = runs;
		}

		@Override
		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(cron = AT_MIDNIGHT, zone = "Europe/Vienna")
		public void run() {
			this.runs.add(ScheduledTick.current().orElseThrow().madeUp());
		}

	}

	static class Delayed extends Job {

		@LeaderOnly(missed = Missed.RUN_ALL)
		@Scheduled(fixedDelay = 3_600_000, initialDelay = 3_600_000)
		void run() {
			ran();
		}

	}

	static class Placeholders extends Job {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(fixedRateString = "${job.rate}", initialDelay = 3_600_000)
		void run() {
			ran();
		}

	}

	static class Disabled extends Job {

		@LeaderOnly(missed = Missed.RUN_ALL)
		@Scheduled(cron = Scheduled.CRON_DISABLED)
		void run() {
			ran();
		}

	}

}
