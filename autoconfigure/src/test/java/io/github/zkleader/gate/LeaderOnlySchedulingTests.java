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

package io.github.zkleader.gate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.Term;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.gate.TestElections.TestTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderOnly} and Spring's own scheduler.
 */
class LeaderOnlySchedulingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
				LeaderGateAutoConfiguration.class))
		.withUserConfiguration(Scheduling.class)
		.withBean(TestElections.class);

	@Test
	void ticksOfFollowerAreSkipped() {
		this.contextRunner.withBean("job", FixedDelay.class).run((context) -> {
			TestTask task = context.getBean(TestElections.class).getTask("job.run");
			await().until(() -> task.getSkipped() > 2);
			assertThat(context.getBean(FixedDelay.class).runs()).isZero();
		});
	}

	@Test
	void ticksOfLeaderRun() {
		this.contextRunner.withBean("job", FixedDelay.class).run((context) -> {
			context.getBean(TestElections.class).open();
			await().until(() -> context.getBean(FixedDelay.class).runs() > 2);
		});
	}

	@Test
	void ticksAreSkippedAgainWhenLeadershipIsLost() {
		this.contextRunner.withBean("job", FixedDelay.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			TestTask task = elections.getTask("job.run");
			elections.open();
			await().until(() -> task.getRuns() > 0);
			elections.close();
			int skipped = task.getSkipped();
			await().until(() -> task.getSkipped() > skipped + 1);
		});
	}

	@Test
	void typeLevel() {
		this.contextRunner.withBean("job", TypeLevel.class).run((context) -> {
			TestTask task = context.getBean(TestElections.class).getTask("job.run");
			await().until(() -> task.getSkipped() > 2);
			assertThat(task.getRuns()).isZero();
		});
	}

	@Test
	void interfaceProxy() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", Runnable.class, FixedDelay::new)
			.run((context) -> {
				TestElections elections = context.getBean(TestElections.class);
				await().until(() -> elections.getTask("job.run").getSkipped() > 2);
				elections.open();
				await().until(() -> elections.getTask("job.run").getRuns() > 2);
			});
	}

	@Test
	void repeatedSchedules() {
		this.contextRunner.withBean("job", Repeated.class).run((context) -> {
			TestTask task = context.getBean(TestElections.class).getTask("job.run");
			await().until(() -> task.getSkipped() == 2);
			assertThat(context.getBean(TestElections.class).getTaskNames()).containsExactly("leader:job.run");
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreads() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
					LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
			.withUserConfiguration(Scheduling.class)
			.withPropertyValues("spring.threads.virtual.enabled=true", "leader.standalone=true", "leader.id=me",
					"leader.path=/test", "leader.drain-timeout=100ms")
			.withBean("job", Blocking.class)
			.run((context) -> {
				Leadership leadership = context.getBean(Leadership.class);
				Blocking job = context.getBean(Blocking.class);
				await().until(() -> job.thread() != null);
				assertThat(job.thread().toString()).startsWith("VirtualThread");
				assertThat(job.term()).isEqualTo(leadership.getTerm().orElseThrow());
				leadership.pause();
				await().until(() -> leadership.getStatus().tasks().get(0).interrupted() == 1);
				await().until(() -> leadership.getStatus().tasks().get(0).skipped() > 1);
			});
	}

	@Test
	void cron() {
		this.contextRunner.withBean("job", Cron.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			TestTask task = elections.getTask("job.run");
			await().until(() -> task.getSkipped() > 0);
			elections.open();
			await().until(() -> task.getRuns() > 0);
		});
	}

	@Test
	void jobsWithoutTheAnnotationRunEverywhere() {
		this.contextRunner.withBean("job", Free.class)
			.run((context) -> await().until(() -> context.getBean(Free.class).runs.get() > 2));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	static class FixedDelay implements Runnable {

		private final AtomicInteger runs = new AtomicInteger();

		@Override
		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		public void run() {
			this.runs.incrementAndGet();
		}

		int runs() {
			return this.runs.get();
		}

	}

	@LeaderOnly
	static class TypeLevel {

		@Scheduled(fixedRate = 5)
		void run() {
		}

	}

	static class Repeated {

		@LeaderOnly
		@Scheduled(initialDelay = 1)
		@Scheduled(initialDelay = 2)
		void run() {
		}

	}

	static class Cron {

		@LeaderOnly
		@Scheduled(cron = "* * * * * *", zone = "Europe/Vienna")
		void run() {
		}

	}

	static class Blocking {

		private volatile Thread thread;

		private volatile Term term;

		Thread thread() {
			return this.thread;
		}

		Term term() {
			return this.term;
		}

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		void run() throws InterruptedException {
			this.term = Term.current();
			this.thread = Thread.currentThread();
			new CountDownLatch(1).await();
		}

	}

	static class Free {

		private final AtomicInteger runs = new AtomicInteger();

		@Scheduled(fixedDelay = 5)
		void run() {
			this.runs.incrementAndGet();
		}

	}

}
