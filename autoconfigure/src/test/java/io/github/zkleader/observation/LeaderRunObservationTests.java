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

package io.github.zkleader.observation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.Term;
import io.github.zkleader.election.InMemoryEnsemble;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for observations of gated runs of all shapes, through elections in memory.
 */
class LeaderRunObservationTests {

	private static final String RUN = "leader.run";

	private static final String NESTED = "nested";

	private final ApplicationContextRunner contextRunner = ObservedElections.contextRunner()
		.withUserConfiguration(AsyncConfiguration.class)
		.withBean("job", Job.class);

	@Test
	void runIsAroundTheMethod() {
		leading((context, job) -> {
			job.run();
			Term term = Objects.requireNonNull(job.getTerm());
			ObservedElections.observation(context, RUN)
				.hasBeenStopped()
				.doesNotHaveError()
				.doesNotHaveParentObservation()
				.hasContextualNameEqualTo("leader run job.run")
				.hasLowCardinalityKeyValue("role", "leader")
				.hasLowCardinalityKeyValue("task", "job.run")
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasHighCardinalityKeyValue("leader.fencing.token", Long.toString(term.fencingToken()))
				.hasHighCardinalityKeyValue("leader.id", term.leaderId())
				.hasKeyValuesCount(5);
			assertNested(context);
			assertNothingIsCurrent(context);
		});
	}

	@Test
	void runIsPartOfWhatTheCallerIsBusyWith() {
		leading((context, job) -> {
			Observation.createNotStarted("caller", registry(context)).observe(job::run);
			ObservedElections.observation(context, RUN)
				.hasParentObservationContextMatching((parent) -> parent.getName().equals("caller"));
		});
	}

	@Test
	void skippedCallIsNotObserved() {
		leading((context, job) -> {
			context.getBean(Leadership.class).pause();
			ObservedElections.awaitState(context, LeadershipState.PAUSED);
			job.run();
			assertThat(job.stage()).isCompleted();
			job.mono().block();
			ObservedElections.observations(context).hasNumberOfObservationsWithNameEqualTo(RUN, 0);
		});
	}

	@Test
	void failureIsRecorded() {
		leading((context, job) -> {
			assertThatIllegalStateException().isThrownBy(job::fail);
			ObservedElections.observation(context, RUN)
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("outcome", "error")
				.assertThatError()
				.hasMessage("broken");
			assertNothingIsCurrent(context);
		});
	}

	@Test
	void guardedCallsAreObserved() {
		leading((context, job) -> {
			Leadership leadership = context.getBean(Leadership.class);
			assertThat(leadership.guard(job::observeNested)).isTrue();
			assertThat(call(leadership)).contains("called");
			ObservedElections.observations(context)
				.hasNumberOfObservationsWithNameEqualTo(RUN, 2)
				.forAllObservationsWithNameEqualTo(RUN, (run) -> run.hasLowCardinalityKeyValue("task", "guard"));
			assertNested(context);
		});
	}

	private static Optional<String> call(Leadership leadership) {
		try {
			return leadership.callIfLeader(() -> "called");
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void nestedRunIsPartOfTheOuter() {
		leading((context, job) -> {
			context.getBean(Leadership.class).guard(job::run);
			ObservedElections.observations(context)
				.hasNumberOfObservationsWithNameEqualTo(RUN, 2)
				.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).filteredOn(
						(run) -> run instanceof LeaderRunObservationContext inner && inner.getTask().equals("job.run"))
					.singleElement()
					.satisfies((run) -> assertThat(run.getParentObservation().getContextView()).isInstanceOfSatisfying(
							LeaderRunObservationContext.class,
							(outer) -> assertThat(outer.getTask()).isEqualTo("guard"))));
			assertNothingIsCurrent(context);
		});
	}

	@Test
	void runLastsUntilItsStageIsComplete() {
		leading((context, job) -> {
			CompletableFuture<String> stage = job.stage();
			assertNothingIsCurrent(context);
			ObservedElections.observation(context, RUN).isNotStopped().hasLowCardinalityKeyValue("outcome", "unknown");
			assertNested(context);
			job.getResult().completeExceptionally(new IllegalStateException("broken"));
			assertThat(stage).isCompletedExceptionally();
			ObservedElections.observation(context, RUN)
				.hasBeenStopped()
				.hasLowCardinalityKeyValue("outcome", "error")
				.hasError();
		});
	}

	@Test
	void monoIsObservedOnWhicheverThreadItIs() {
		leading((context, job) -> {
			assertThat(job.mono().block()).isEqualTo("mono");
			ObservedElections.awaitStopped(context, RUN).hasLowCardinalityKeyValue("outcome", "success");
			assertNested(context);
			assertNothingIsCurrent(context);
		});
	}

	@Test
	void fluxIsObservedOnWhicheverThreadItIs() {
		leading((context, job) -> {
			assertThat(job.flux().collectList().block()).containsExactly("one", "two");
			ObservedElections.awaitStopped(context, RUN);
			assertNested(context);
		});
	}

	@Test
	void subscriptionIsPartOfWhatItsContextTells() {
		leading((context, job) -> {
			Observation caller = Observation.start("caller", registry(context));
			job.mono().contextWrite((key) -> key.put("micrometer.observation", caller)).block();
			ObservedElections.awaitStopped(context, RUN).hasParentObservationEqualTo(caller);
			assertNested(context);
		});
	}

	@Test
	void asynchronousMethodIsObservedOnItsThread() {
		leading((context, job) -> {
			job.async();
			ObservedElections.awaitStopped(context, RUN).hasLowCardinalityKeyValue("task", "job.async");
			assertNested(context);
		});
	}

	@Test
	void carriedWorkIsPartOfTheRun() {
		leading((context, job) -> {
			job.carry();
			ObservedElections.observations(context).hasNumberOfObservationsWithNameEqualTo(RUN, 1);
			ObservedElections.observation(context, RUN).hasBeenStopped();
			assertNested(context);
		});
	}

	@Test
	void interruptedRunIsObserved() {
		leading((context, job) -> {
			CompletableFuture<Void> call = start(job::block);
			job.awaitStarted();
			expireLease(context);
			assertThat(call).failsWithin(Duration.ofSeconds(10));
			ObservedElections.awaitStopped(context, RUN).hasLowCardinalityKeyValue("outcome", "interrupted").hasError();
		});
	}

	@Test
	void cancelledSubscriptionIsObserved() {
		leading((context, job) -> {
			CompletableFuture<String> result = job.never().toFuture();
			expireLease(context);
			assertThat(result).failsWithin(Duration.ofSeconds(10));
			ObservedElections.awaitStopped(context, RUN).hasLowCardinalityKeyValue("outcome", "interrupted");
		});
	}

	@Test
	void overrunIsObservedUntilItEnds() {
		leading((context, job) -> {
			CompletableFuture<Void> call = start(job::ignoreInterrupts);
			job.awaitStarted();
			expireLease(context);
			await().until(() -> job.getInterrupts() > 0);
			context.getBean(InMemoryEnsemble.class).advance(Duration.ofSeconds(5));
			ObservedElections.awaitStopped(context, "leader.revoke").hasLowCardinalityKeyValue("outcome", "overrun");
			ObservedElections.observation(context, RUN).isNotStopped();
			job.getResult().complete("over");
			assertThat(call).succeedsWithin(Duration.ofSeconds(10));
			ObservedElections.awaitStopped(context, RUN)
				.hasLowCardinalityKeyValue("outcome", "interrupted")
				.doesNotHaveError();
		});
	}

	private static void expireLease(ApplicationContext context) {
		context.getBean(InMemoryEnsemble.class).expireLease(context.getBean(LeaderElections.class).getId());
	}

	private static CompletableFuture<Void> start(Runnable work) {
		return CompletableFuture.runAsync(work, new SimpleAsyncTaskExecutor());
	}

	private void leading(BiConsumer<ApplicationContext, Job> test) {
		this.contextRunner.run((context) -> {
			ObservedElections.awaitLeadership(context);
			test.accept(context, context.getBean(Job.class));
		});
	}

	private static void assertNested(ApplicationContext context) {
		ObservedElections.observation(context, NESTED)
			.hasParentObservationContextMatching((parent) -> parent.getName().equals(RUN));
	}

	private static void assertNothingIsCurrent(ApplicationContext context) {
		assertThat(registry(context).getCurrentObservation()).isNull();
	}

	private static ObservationRegistry registry(ApplicationContext context) {
		return context.getBean(TestObservationRegistry.class);
	}

	static class Job {

		private final CompletableFuture<String> result = new CompletableFuture<>();

		private final CountDownLatch started = new CountDownLatch(1);

		private final TestObservationRegistry registry;

		private volatile Term term;

		private volatile int interrupts;

		Job(TestObservationRegistry registry) {
			this.registry = registry;
		}

		Term getTerm() {
			return this.term;
		}

		CompletableFuture<String> getResult() {
			return this.result;
		}

		int getInterrupts() {
			return this.interrupts;
		}

		void observeNested() {
			Observation.start(NESTED, this.registry).stop();
		}

		private void observeNested(Observation parent) {
			Observation.createNotStarted(NESTED, this.registry).parentObservation(parent).start().stop();
		}

		void awaitStarted() {
			try {
				this.started.await();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

		@LeaderOnly
		void run() {
			this.term = Term.current();
			observeNested();
		}

		@LeaderOnly
		void fail() {
			throw new IllegalStateException("broken");
		}

		@LeaderOnly
		CompletableFuture<String> stage() {
			observeNested();
			return this.result;
		}

		@LeaderOnly
		Mono<String> mono() {
			return Mono.deferContextual((context) -> {
				observeNested(context.get("micrometer.observation"));
				return Mono.just("mono");
			}).subscribeOn(Schedulers.parallel());
		}

		@LeaderOnly
		Flux<String> flux() {
			return Flux.deferContextual((context) -> {
				observeNested(context.get("micrometer.observation"));
				return Flux.just("one", "two");
			}).publishOn(Schedulers.parallel());
		}

		@LeaderOnly
		Mono<String> never() {
			return Mono.never();
		}

		@Async
		@LeaderOnly
		void async() {
			observeNested();
		}

		@LeaderOnly
		void carry() {
			Executor executor = new SimpleAsyncTaskExecutor();
			CompletableFuture.runAsync(GatedRun.carry(this::observeNested), executor).join();
		}

		@LeaderOnly
		void block() {
			this.started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@LeaderOnly
		void ignoreInterrupts() {
			this.started.countDown();
			while (!this.result.isDone()) {
				try {
					this.result.get();
				}
				catch (InterruptedException ex) {
					this.interrupts++;
				}
				catch (ExecutionException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

	}

}
