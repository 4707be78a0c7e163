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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Otherwise;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.gate.TestElections.TestTask;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderOnly} methods with reactive results.
 */
class LeaderOnlyReactiveTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withBean(TestElections.class)
		.withBean("job", Job.class);

	@Test
	void followerGetsNothingOfAnyKind() {
		this.contextRunner.run((context) -> {
			Job job = context.getBean(Job.class);
			assertThat(job.mono().blockOptional()).isEmpty();
			assertThat(job.flux().collectList().block()).isEmpty();
			assertThat(Flux.from(job.publisher()).collectList().block()).isEmpty();
			assertThat(JdkFlowAdapter.flowPublisherToFlux(job.flow()).collectList().block()).isEmpty();
			assertThat(job.calls()).hasValue(0);
		});
	}

	@Test
	void leaderGetsEverythingOfEveryKind() {
		this.contextRunner.run((context) -> {
			context.getBean(TestElections.class).open();
			Job job = context.getBean(Job.class);
			assertThat(job.mono().block()).isEqualTo("value");
			assertThat(job.flux().collectList().block()).containsExactly("a", "b");
			assertThat(Flux.from(job.publisher()).collectList().block()).containsExactly("a", "b");
			assertThat(JdkFlowAdapter.flowPublisherToFlux(job.flow()).collectList().block()).containsExactly("a", "b");
			assertThat(context.getBean(TestElections.class).getTask("job.mono").getRuns()).isEqualTo(1);
			assertThat(GatedRun.current()).isNull();
		});
	}

	@Test
	void gateIsAskedAtEachSubscription() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			Mono<String> mono = context.getBean(Job.class).mono();
			TestTask task = elections.getTask("job.mono");
			assertThat(task.getSkipped()).isZero();
			assertThat(mono.block()).isNull();
			elections.open();
			assertThat(mono.block()).isEqualTo("value");
			assertThat(mono.block()).isEqualTo("value");
			elections.close();
			assertThat(mono.block()).isNull();
			assertThat(task.getSkipped()).isEqualTo(2);
			assertThat(task.getRuns()).isEqualTo(2);
		});
	}

	@Test
	void adviceInsideTheGateIsAppliedAtEachSubscriptionOfLeader() {
		this.contextRunner.withBean(CountingAspect.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			CountingAspect aspect = context.getBean(CountingAspect.class);
			Mono<String> mono = context.getBean(Job.class).mono();
			mono.block();
			assertThat(aspect.calls).hasValue(0);
			elections.open();
			mono.block();
			mono.block();
			assertThat(aspect.calls).hasValue(2);
		});
	}

	@Test
	void failingCallNamesTheLeader() {
		this.contextRunner.run((context) -> {
			Mono<Integer> mono = context.getBean(Job.class).fail();
			assertThatExceptionOfType(NotLeaderException.class).isThrownBy(mono::block)
				.satisfies((ex) -> assertThat(ex.getLeaderId()).isEqualTo("other"));
			context.getBean(TestElections.class).open();
			assertThat(mono.block()).isEqualTo(1);
		});
	}

	@Test
	void runIsInFlightUntilComplete() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			Job job = context.getBean(Job.class);
			AtomicReference<String> result = new AtomicReference<>();
			job.pending().subscribe(result::set);
			TestTask task = elections.getTask("job.pending");
			assertThat(task.getDetached()).isEqualTo(1);
			assertThat(task.getRuns()).isZero();
			assertThat(GatedRun.current()).isNull();
			job.sink().tryEmitValue("done");
			assertThat(result).hasValue("done");
			assertThat(task.getDetached()).isZero();
			assertThat(task.getRuns()).isEqualTo(1);
			assertThat(job.signals()).containsExactly(SignalType.ON_COMPLETE);
		});
	}

	@Test
	void failureIsRecorded() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			Mono<String> broken = context.getBean(Job.class).broken();
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(broken::block);
			assertThat(elections.getTask("job.broken").getFailures()).hasSize(1);
		});
	}

	@Test
	void isCancelledWhenLeadershipIsLost() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			Job job = context.getBean(Job.class);
			AtomicReference<Throwable> failure = new AtomicReference<>();
			job.pending().subscribe((value) -> {
			}, failure::set);
			TestTask task = elections.getTask("job.pending");
			task.cancel();
			assertThat(failure.get()).isInstanceOf(NotLeaderException.class);
			assertThat(job.signals()).containsExactly(SignalType.CANCEL);
			assertThat(task.getRuns()).isEqualTo(1);
		});
	}

	@Test
	void subscriberMayCancel() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			Job job = context.getBean(Job.class);
			job.pending().subscribe().dispose();
			assertThat(elections.getTask("job.pending").getRuns()).isEqualTo(1);
			assertThat(job.signals()).containsExactly(SignalType.CANCEL);
		});
	}

	@Test
	void termIsKnownOnTheThreadThatSubscribes() {
		this.contextRunner.run((context) -> {
			context.getBean(TestElections.class).open();
			assertThat(context.getBean(Job.class).term().block()).isNotNull();
		});
	}

	@Test
	void contextOfTheSubscriberIsKept() {
		this.contextRunner.run((context) -> {
			context.getBean(TestElections.class).open();
			assertThat(context.getBean(Job.class).inContext().contextWrite((ctx) -> ctx.put("key", "value")).block())
				.isEqualTo("value");
		});
	}

	@Test
	void ticksOfTheSchedulerAreGatedEach() {
		this.contextRunner.withUserConfiguration(Scheduling.class).withBean("ticks", Ticks.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			TestTask task = elections.getTask("ticks.run");
			await().until(() -> task.getSkipped() > 1);
			assertThat(context.getBean(Ticks.class).runs()).hasValue(0);
			elections.open();
			await().until(() -> context.getBean(Ticks.class).runs().get() > 1);
			elections.close();
			int skipped = task.getSkipped();
			await().until(() -> task.getSkipped() > skipped + 1);
		});
	}

	@Test
	void endlessTickIsCancelledWhenLeadershipIsLostAndTheNextOneRuns() {
		this.contextRunner.withUserConfiguration(Scheduling.class).withBean("endless", Endless.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			TestTask task = elections.getTask("endless.run");
			elections.open();
			await().until(() -> task.getDetached() == 1);
			task.cancel();
			await().until(() -> task.getRuns() == 1 && task.getDetached() == 1);
		});
	}

	@Test
	void handOverCancelsWhatOutlastsTheDrain() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
					LeaderGateAutoConfiguration.class))
			.withPropertyValues("leader.standalone=true", "leader.id=me", "leader.path=/test",
					"leader.drain-timeout=300ms")
			.withBean("job", Job.class)
			.run((context) -> {
				Leadership leadership = context.getBean(Leadership.class);
				leadership.await(Duration.ofSeconds(5));
				Job job = context.getBean(Job.class);
				job.pending().subscribe((value) -> {
				}, (ex) -> {
				});
				leadership.pause();
				await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
				assertThat(job.signals()).containsExactly(SignalType.CANCEL);
				assertThat(leadership.getStatus().tasks()).filteredOn((task) -> task.task().equals("job.pending"))
					.extracting(TaskStatus::interrupted)
					.containsExactly(1L);
			});
	}

	static class Job {

		private final AtomicInteger calls = new AtomicInteger();

		private final Sinks.One<String> sink = Sinks.one();

		private final List<SignalType> signals = new CopyOnWriteArrayList<>();

		AtomicInteger calls() {
			return this.calls;
		}

		Sinks.One<String> sink() {
			return this.sink;
		}

		List<SignalType> signals() {
			return this.signals;
		}

		@LeaderOnly
		Mono<String> mono() {
			this.calls.incrementAndGet();
			return Mono.just("value");
		}

		@LeaderOnly
		Flux<String> flux() {
			this.calls.incrementAndGet();
			return Flux.just("a", "b");
		}

		@LeaderOnly
		Publisher<String> publisher() {
			this.calls.incrementAndGet();
			return Flux.just("a", "b");
		}

		@LeaderOnly
		Flow.Publisher<String> flow() {
			this.calls.incrementAndGet();
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "b"));
		}

		@LeaderOnly(otherwise = Otherwise.FAIL)
		Mono<Integer> fail() {
			return Mono.just(1);
		}

		@LeaderOnly
		Mono<String> pending() {
			return this.sink.asMono().doFinally(this.signals::add);
		}

		@LeaderOnly
		Mono<String> broken() {
			throw new IllegalStateException("broken");
		}

		@LeaderOnly
		Mono<Term> term() {
			return Mono.fromCallable(Term::current);
		}

		@LeaderOnly
		Mono<String> inContext() {
			return Mono.deferContextual((context) -> Mono.just(context.get("key")));
		}

	}

	@Aspect
	static class CountingAspect {

		private final AtomicInteger calls = new AtomicInteger();

		@Before("execution(* io.github.zkleader.gate.LeaderOnlyReactiveTests.Job.mono())")
		void count() {
			this.calls.incrementAndGet();
		}

	}

	static class Ticks {

		private final AtomicInteger runs = new AtomicInteger();

		AtomicInteger runs() {
			return this.runs;
		}

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		Mono<Integer> run() {
			return Mono.fromCallable(this.runs::incrementAndGet);
		}

	}

	@LeaderOnly
	static class Endless {

		@Scheduled(fixedDelay = 5)
		Flux<Object> run() {
			return Flux.never();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

}
