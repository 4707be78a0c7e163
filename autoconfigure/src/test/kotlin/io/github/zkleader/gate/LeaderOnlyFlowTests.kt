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

package io.github.zkleader.gate

import io.github.zkleader.LeaderOnly
import io.github.zkleader.NotLeaderException
import io.github.zkleader.Otherwise
import io.github.zkleader.Term
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.getBean
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.context.annotation.Configuration
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.scheduling.annotation.Scheduled
import java.util.concurrent.CopyOnWriteArrayList

/**
 * Tests for [LeaderOnly] functions that return a [Flow].
 */
class LeaderOnlyFlowTests {

	private val contextRunner = ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration::class.java, LeaderGateAutoConfiguration::class.java))
		.withBean(TestElections::class.java)
		.withBean("feed", Feed::class.java)

	@Test
	fun gateIsAskedEachTimeTheFlowIsCollected() = gated { elections, feed ->
		val flow = feed.numbers()
		val task = elections.getTask("feed.numbers")
		assertThat(task.skipped).isZero()
		runBlocking {
			assertThat(flow.toList()).isEmpty()
			elections.open()
			assertThat(flow.toList()).containsExactly(1, 2, 3)
			assertThat(flow.toList()).containsExactly(1, 2, 3)
		}
		assertThat(task.skipped).isEqualTo(1)
		await().until { task.runs == 2 }
	}

	@Test
	fun failingCallNamesTheLeader() = gated { _, feed ->
		assertThatExceptionOfType(NotLeaderException::class.java).isThrownBy { runBlocking { feed.fail().toList() } }
			.satisfies({ assertThat(it.leaderId).isEqualTo("other") })
	}

	@Test
	fun valuesComeOneByOne() = gated { elections, feed ->
		elections.open()
		runBlocking { feed.numbers().collect { feed.log += "collected $it" } }
		assertThat(feed.log).containsExactly(
			"emitted 1", "collected 1", "emitted 2", "collected 2", "emitted 3", "collected 3"
		)
	}

	@Test
	fun contextOfTheCollectorAndTheTermAreKnown() = gated { elections, feed ->
		elections.open()
		runBlocking(CoroutineName("collector")) {
			assertThat(feed.names().toList()).containsExactly("collector of 1", "collector of 1")
		}
	}

	@Test
	fun collectorMayTakeWhatItNeeds() = gated { elections, feed ->
		elections.open()
		assertThat(runBlocking { feed.numbers().first() }).isEqualTo(1)
		await().until { elections.getTask("feed.numbers").runs == 1 }
	}

	@Test
	fun isInFlightUntilItHasCleanedUpWhenLeadershipIsLost() = gated { elections, feed ->
		elections.open()
		val task = elections.getTask("feed.endless")
		runBlocking(Dispatchers.Default) {
			val collector = async { runCatching { feed.endless().toList() } }
			await().until { task.detached == 1 }
			feed.started.join()
			task.cancel()
			feed.tidying.join()
			assertThat(task.detached).isEqualTo(1)
			feed.tidied.complete(Unit)
			assertThat(collector.await().exceptionOrNull()).isInstanceOf(NotLeaderException::class.java)
		}
		assertThat(task.detached).isZero()
		assertThat(task.runs).isEqualTo(1)
	}

	@Test
	fun ticksOfTheSchedulerAreGatedEach() {
		this.contextRunner.withUserConfiguration(Scheduling::class.java).withBean("ticks", Ticks::class.java).run { context ->
			val elections = context.getBean<TestElections>()
			val task = elections.getTask("ticks.run")
			await().until { task.skipped > 1 }
			elections.open()
			await().until { task.runs > 1 }
			assertThat(context.getBean<Ticks>().terms).hasSizeGreaterThan(1)
		}
	}

	private fun gated(test: (TestElections, Feed) -> Unit) {
		this.contextRunner.run { context -> test(context.getBean(), context.getBean()) }
	}

	open class Feed {

		open val log = CopyOnWriteArrayList<String>()

		open val started = Job()

		open val tidying = Job()

		open val tidied = CompletableDeferred<Unit>()

		@LeaderOnly
		open fun numbers(): Flow<Int> = flow {
			for (i in 1..3) {
				log += "emitted $i"
				emit(i)
			}
		}

		@LeaderOnly(otherwise = Otherwise.FAIL)
		open fun fail(): Flow<Int> = flow { emit(1) }

		@LeaderOnly
		open fun names(): Flow<String> = flow {
			emit("${currentCoroutineContext()[CoroutineName]?.name} of ${Term.current().fencingToken()}")
			delay(1)
			emit("${currentCoroutineContext()[CoroutineName]?.name} of ${Term.current().fencingToken()}")
		}

		@LeaderOnly
		open fun endless(): Flow<Int> = flow {
			try {
				emit(1)
				started.complete()
				awaitCancellation()
			}
			finally {
				withContext(NonCancellable) {
					tidying.complete()
					tidied.await()
				}
			}
		}

	}

	open class Ticks {

		open val terms = CopyOnWriteArrayList<Term>()

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		open fun run(): Flow<Int> = flow {
			delay(1)
			terms += Term.current()
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	open class Scheduling

}
