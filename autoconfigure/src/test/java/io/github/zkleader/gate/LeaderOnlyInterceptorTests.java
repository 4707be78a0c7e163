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

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Otherwise;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaderOnlyInterceptor}.
 */
class LeaderOnlyInterceptorTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderGateAutoConfiguration.class))
		.withBean(TestElections.class)
		.withBean("job", Job.class);

	@Test
	void skippedObjectIsNull() {
		this.contextRunner.run((context) -> assertThat(context.getBean(Job.class).object()).isNull());
	}

	@Test
	void skippedOptionalIsEmpty() {
		this.contextRunner.run((context) -> assertThat(context.getBean(Job.class).optional()).isEmpty());
	}

	@Test
	void skippedStageIsCompletedWithNull() {
		this.contextRunner.run((context) -> assertThat(context.getBean(Job.class).stage().toCompletableFuture())
			.isCompletedWithValue(null));
	}

	@Test
	void skippedFutureIsCompletedWithNull() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(Job.class).completableFuture()).isCompletedWithValue(null);
			assertThat(context.getBean(Job.class).future()).isDone();
		});
	}

	@Test
	void failedCallNamesTheLeader() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(NotLeaderException.class)
			.isThrownBy(() -> context.getBean(Job.class).fail())
			.satisfies((ex) -> {
				assertThat(ex.getRole()).isEqualTo("leader");
				assertThat(ex.getId()).isEqualTo("me");
				assertThat(ex.getLeaderId()).isEqualTo("other");
			}));
	}

	@Test
	void failedCallNamesNoLeaderOfUnknownRole() {
		this.contextRunner.run((context) -> assertThatExceptionOfType(NotLeaderException.class)
			.isThrownBy(() -> context.getBean(Job.class).failInOtherRole())
			.satisfies((ex) -> {
				assertThat(ex.getRole()).isEqualTo("other");
				assertThat(ex.getLeaderId()).isNull();
			}));
	}

	@Test
	void failingCallOfLeaderReturnsItsResult() {
		this.contextRunner.run((context) -> {
			context.getBean(TestElections.class).open();
			assertThat(context.getBean(Job.class).fail()).isEqualTo(1);
		});
	}

	@Test
	void exceptionIsRethrownUnchanged() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			IOException failure = new IOException();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> context.getBean(Job.class).run(failure))
				.isSameAs(failure);
			assertThat(elections.getTask("job.run").getFailures()).containsExactly(failure);
		});
	}

	@Test
	void errorEndsTheRun() {
		this.contextRunner.run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			elections.open();
			Error failure = new StackOverflowError();
			assertThatExceptionOfType(StackOverflowError.class)
				.isThrownBy(() -> context.getBean(Job.class).run(failure))
				.isSameAs(failure);
			assertThat(elections.getTask("job.run").getFailures()).containsExactly(failure);
			assertThat(GatedRun.current()).isNull();
		});
	}

	static class Job {

		@LeaderOnly
		Object object() {
			return "result";
		}

		@LeaderOnly
		Optional<String> optional() {
			return Optional.of("result");
		}

		@LeaderOnly
		CompletionStage<String> stage() {
			return new CompletableFuture<>();
		}

		@LeaderOnly
		CompletableFuture<String> completableFuture() {
			return new CompletableFuture<>();
		}

		@LeaderOnly
		Future<String> future() {
			return new CompletableFuture<>();
		}

		@LeaderOnly(otherwise = Otherwise.FAIL)
		int fail() {
			return 1;
		}

		@LeaderOnly(role = "other", otherwise = Otherwise.FAIL)
		void failInOtherRole() {
		}

		@LeaderOnly
		void run(Throwable failure) throws Throwable {
			throw failure;
		}

	}

}
