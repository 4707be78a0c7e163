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

package io.github.zkleader.autoconfigure

import io.github.zkleader.LeaderOnly
import io.github.zkleader.Otherwise
import io.github.zkleader.gate.TestElections
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.scheduling.annotation.Scheduled
import java.util.Optional
import java.util.concurrent.CompletableFuture
import kotlin.reflect.KClass

/**
 * Tests for [InvalidLeaderOnlyFailureAnalyzer] and functions written in Kotlin.
 */
class InvalidKotlinLeaderOnlyTests {

	private val contextRunner = ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration::class.java, LeaderGateAutoConfiguration::class.java))
		.withBean(TestElections::class.java)

	@Test
	fun finalClass() = refuses(FinalClass::class, "the class is final", "Make the class non-final")

	@Test
	fun finalFunction() = refuses(FinalFunction::class, "the method is final", "Make the method non-final")

	@Test
	fun suspendingFunctionIsNamedAsItIsWritten() =
		refuses(FinalFunction::class, "method 'run(String)' of bean 'job'", "Make the method non-final")

	@Test
	fun resultThatIsNotNullable() =
		refuses(NonNull::class, "the result is not nullable in Kotlin", "Make the result nullable, or use otherwise = FAIL.")

	@Test
	fun resultOfSuspendingFunctionThatIsNotNullable() =
		refuses(SuspendingNonNull::class, "the result is not nullable in Kotlin", "Make the result nullable")

	@Test
	fun resultOfSuspendingFunctionThatIsPrimitive() =
		refuses(SuspendingPrimitive::class, "the result is not nullable in Kotlin", "Make the result nullable")

	@Test
	fun suspendingFunctionThatReturnsAFlow() =
		refuses(SuspendingFlow::class, "it is a suspending function and returns Flow", "do not let the function suspend")

	@Test
	fun suspendingFunctionThatReturnsAFuture() =
		refuses(SuspendingFuture::class, "it is a suspending function and returns CompletableFuture", "Return the value itself")

	@Test
	fun deferredResult() = refuses(DeferredResult::class, "what a Deferred stands for has begun already", "Make it a suspending function.")

	@Test
	fun failOnScheduledSuspendingFunction() =
		refuses(FailScheduled::class, "otherwise = FAIL on a @Scheduled method", "Use otherwise = SKIP")

	@Test
	fun resultsThatCanBeSkipped() {
		this.contextRunner.withBean("job", Skippable::class.java).run { context -> assertThat(context).hasNotFailed() }
	}

	private fun refuses(type: KClass<*>, description: String, action: String) {
		this.contextRunner.withBean("job", type.java).run { context ->
			assertThat(context).hasFailed()
			val analysis = InvalidLeaderOnlyFailureAnalyzer().analyze(context.startupFailure!!)
			assertThat(analysis).isNotNull()
			assertThat(analysis!!.description).contains(description)
			assertThat(analysis.action).contains(action)
		}
	}

	class FinalClass {

		@LeaderOnly
		suspend fun run() {
		}

	}

	open class FinalFunction {

		@LeaderOnly
		suspend fun run(name: String) = check(name.isNotEmpty())

	}

	open class NonNull {

		@LeaderOnly
		open fun run() = "never null"

	}

	open class SuspendingNonNull {

		@LeaderOnly
		open suspend fun run() = "never null"

	}

	open class SuspendingPrimitive {

		@LeaderOnly
		open suspend fun run() = 1

	}

	open class SuspendingFlow {

		@LeaderOnly
		open suspend fun run(): Flow<String> = emptyFlow()

	}

	open class SuspendingFuture {

		@LeaderOnly
		open suspend fun run(): CompletableFuture<String>? = null

	}

	open class DeferredResult {

		@LeaderOnly
		open fun run(): Deferred<String> = CompletableDeferred("")

	}

	open class FailScheduled {

		@LeaderOnly(otherwise = Otherwise.FAIL)
		@Scheduled(fixedDelay = 1000)
		open suspend fun run() {
		}

	}

	open class Suspending {

		@LeaderOnly
		open suspend fun suspending(): Int? = null

	}

	open class Skippable {

		@LeaderOnly
		open fun unit() {
		}

		@LeaderOnly
		open fun nullable(): String? = null

		@LeaderOnly
		open fun optional(): Optional<String> = Optional.empty()

		@LeaderOnly
		open fun future(): CompletableFuture<String?> = CompletableFuture.completedFuture(null)

		@LeaderOnly
		open fun flow(): Flow<String> = emptyFlow()

		@LeaderOnly
		open suspend fun suspending(): Int? = null

		@LeaderOnly(otherwise = Otherwise.FAIL)
		open suspend fun failing(): Int = 1

	}

}
