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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.gate.TestElections.TestTask;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderOnly} methods whose results are completed later.
 */
class LeaderOnlyCompletionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withBean(TestElections.class)
		.withBean("job", Job.class);

	@Test
	void runIsInFlightUntilItsResultIsComplete() {
		this.contextRunner.run((context) -> {
			TestTask task = open(context.getBean(TestElections.class));
			Job job = context.getBean(Job.class);
			assertThat(job.run()).isSameAs(job.result());
			assertThat(GatedRun.current()).isNull();
			assertThat(task.getDetached()).isEqualTo(1);
			assertThat(task.getRuns()).isZero();
			job.result().complete("done");
			assertThat(task.getDetached()).isZero();
			assertThat(task.getRuns()).isEqualTo(1);
			assertThat(task.getFailures()).isEmpty();
		});
	}

	@Test
	void resultThatIsCompleteAlreadyEndsTheRun() {
		this.contextRunner.run((context) -> {
			TestTask task = open(context.getBean(TestElections.class));
			Job job = context.getBean(Job.class);
			IllegalStateException failure = new IllegalStateException();
			job.result().completeExceptionally(failure);
			job.run();
			assertThat(task.getRuns()).isEqualTo(1);
			assertThat(task.getFailures()).containsExactly(failure);
		});
	}

	@Test
	void failureIsRecorded() {
		this.contextRunner.run((context) -> {
			TestTask task = open(context.getBean(TestElections.class));
			Job job = context.getBean(Job.class);
			job.run();
			IllegalStateException failure = new IllegalStateException();
			job.result().completeExceptionally(failure);
			assertThat(task.getFailures()).containsExactly(failure);
		});
	}

	@Test
	void resultIsCancelledWhenLeadershipIsLost() {
		this.contextRunner.run((context) -> {
			TestTask task = open(context.getBean(TestElections.class));
			Job job = context.getBean(Job.class);
			job.run();
			task.cancel();
			assertThat(job.result()).isCancelled();
			assertThat(task.getRuns()).isEqualTo(1);
			assertThat(task.getFailures()).hasOnlyElementsOfType(CancellationException.class);
		});
	}

	@Test
	void stageThatCannotBeCancelledStaysInFlight() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			Job job = context.getBean(Job.class);
			job.minimal();
			TestTask task = elections.getTask("job.minimal");
			task.cancel();
			assertThat(task.getDetached()).isEqualTo(1);
			job.result().complete("done");
			assertThat(task.getDetached()).isZero();
		});
	}

	@Test
	void asynchronousMethod() {
		this.contextRunner.withUserConfiguration(Asynchrony.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			Job job = context.getBean(Job.class);
			assertThat(job.async().get()).isNull();
			elections.open();
			CompletableFuture<String> result = job.async();
			TestTask task = elections.getTask("job.async");
			await().until(() -> task.getDetached() == 1);
			job.result().complete("done");
			assertThat(result.get()).isEqualTo("done");
			await().until(() -> task.getRuns() == 1);
		});
	}

	@Test
	void handOverWaitsUntilTheResultIsComplete() {
		realElections().run((context) -> {
			Leadership leadership = context.getBean(Leadership.class);
			leadership.await(Duration.ofSeconds(5));
			Job job = context.getBean(Job.class);
			job.run();
			leadership.pause();
			await().during(Duration.ofMillis(300))
				.until(() -> leadership.getStatus().state() == LeadershipState.RELEASING);
			job.result().complete("done");
			await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
		});
	}

	@Test
	void handOverCancelsWhatOutlastsTheDrain() {
		realElections().withPropertyValues("leader.drain-timeout=100ms").run((context) -> {
			Leadership leadership = context.getBean(Leadership.class);
			leadership.await(Duration.ofSeconds(5));
			CompletionStage<String> result = context.getBean(Job.class).run();
			leadership.pause();
			assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> result.toCompletableFuture().get());
			await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
		});
	}

	private static ApplicationContextRunner realElections() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
					LeaderGateAutoConfiguration.class))
			.withPropertyValues("leader.standalone=true", "leader.id=me", "leader.path=/test")
			.withBean("job", Job.class);
	}

	private static TestTask open(TestElections elections) {
		elections.open();
		return elections.getTask("job.run");
	}

	static class Job {

		private final CompletableFuture<String> result = new CompletableFuture<>();

		CompletableFuture<String> result() {
			return this.result;
		}

		@LeaderOnly
		CompletionStage<String> run() {
			return this.result;
		}

		@LeaderOnly
		CompletionStage<String> minimal() {
			return this.result.minimalCompletionStage();
		}

		@LeaderOnly
		@Async
		CompletableFuture<String> async() {
			return this.result;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchrony {

	}

}
