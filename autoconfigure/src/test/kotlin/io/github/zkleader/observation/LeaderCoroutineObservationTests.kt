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

package io.github.zkleader.observation

import io.github.zkleader.LeaderOnly
import io.micrometer.observation.Observation
import io.micrometer.observation.ObservationRegistry
import io.micrometer.observation.tck.TestObservationRegistry
import io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.getBean
import kotlin.coroutines.EmptyCoroutineContext

/**
 * Tests for observations of suspending functions and flows.
 */
class LeaderCoroutineObservationTests {

	private val contextRunner = ObservedElections.contextRunner().withBean("work", Work::class.java)

	@Test
	fun suspendingFunctionIsObservedOnWhicheverThreadItIs() {
		for (dispatcher in listOf(EmptyCoroutineContext, Dispatchers.Default, Dispatchers.Unconfined)) {
			leading { registry, work ->
				runBlocking(dispatcher) { work.everywhere() }
				assertThat(registry.currentObservation).isNull()
				awaitRun(registry, "success")
				assertNested(registry, 5)
			}
		}
	}

	@Test
	fun callerGoesOnWithoutTheRun() = leading { registry, work ->
		runBlocking(Dispatchers.Default) {
			work.everywhere()
			assertThat(registry.currentObservation).isNull()
		}
	}

	@Test
	fun failureIsRecorded() = leading { registry, work ->
		assertThatExceptionOfType(IllegalStateException::class.java).isThrownBy { runBlocking { work.broken() } }
		awaitRun(registry, "error")
		assertThat(registry).hasObservationWithNameEqualTo("leader.run").that().hasError()
	}

	@Test
	fun flowIsObservedOnWhicheverThreadItIs() = leading { registry, work ->
		assertThat(runBlocking(Dispatchers.Default) { work.values().toList() }).containsExactly(1, 2)
		awaitRun(registry, "success")
		assertNested(registry, 2)
	}

	private fun awaitRun(registry: TestObservationRegistry, outcome: String) = await().untilAsserted {
		assertThat(registry).hasNumberOfObservationsWithNameEqualTo("leader.run", 1)
			.hasObservationWithNameEqualTo("leader.run")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", outcome)
	}

	private fun assertNested(registry: TestObservationRegistry, count: Int) {
		assertThat(registry).hasHandledContextsThatSatisfy { contexts ->
			val parents = contexts.filter { it.name == "nested" }.map { it.parentObservation?.contextView?.name }
			assertThat(parents).hasSize(count).containsOnly("leader.run")
		}
	}

	private fun leading(test: (TestObservationRegistry, Work) -> Unit) {
		this.contextRunner.run { context ->
			ObservedElections.awaitLeadership(context)
			test(context.getBean<TestObservationRegistry>(), context.getBean<Work>())
		}
	}

	open class Work(private val registry: ObservationRegistry) {

		private fun observeNested() = Observation.start("nested", this.registry).stop()

		@LeaderOnly
		open suspend fun everywhere() {
			observeNested()
			delay(1)
			observeNested()
			withContext(Dispatchers.IO) { observeNested() }
			withContext(Dispatchers.Default) { launch { observeNested() } }
			observeNested()
		}

		@LeaderOnly
		open suspend fun broken() {
			delay(1)
			throw IllegalStateException("broken")
		}

		@LeaderOnly
		open fun values(): Flow<Int> = flow {
			observeNested()
			emit(1)
			delay(1)
			observeNested()
			emit(2)
		}

	}

}
