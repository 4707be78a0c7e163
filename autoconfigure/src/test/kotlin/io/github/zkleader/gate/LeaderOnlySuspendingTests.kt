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

import io.github.zkleader.GatedRun
import io.github.zkleader.LeaderOnly
import io.github.zkleader.Leadership
import io.github.zkleader.LeadershipState
import io.github.zkleader.NotLeaderException
import io.github.zkleader.Otherwise
import io.github.zkleader.Term
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.aspectj.lang.annotation.Aspect
import org.aspectj.lang.annotation.Before
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.aop.support.AopUtils
import org.springframework.beans.factory.getBean
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.context.annotation.Configuration
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.scheduling.annotation.Scheduled
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/**
 * Tests for [LeaderOnly] suspending functions.
 */
class LeaderOnlySuspendingTests {

	private val contextRunner = ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration::class.java, LeaderGateAutoConfiguration::class.java))
		.withBean(TestElections::class.java)
		.withBean("work", Work::class.java)

	@Test
	fun followerGetsNothing() = gated { elections, work ->
		runBlocking {
			work.unit()
			assertThat(work.name()).isNull()
		}
		assertThat(work.calls).hasValue(0)
		assertThat(elections.getTask("work.unit").skipped).isEqualTo(1)
	}

	@Test
	fun leaderGetsTheResult() = gated { elections, work ->
		elections.open()
		runBlocking {
			work.unit()
			assertThat(work.name()).isEqualTo("name")
		}
		assertThat(work.calls).hasValue(2)
		assertThat(elections.getTask("work.name").runs).isEqualTo(1)
	}

	@Test
	fun gateIsAskedAtEachCall() = gated { elections, work ->
		val task = elections.getTask("work.unit")
		runBlocking {
			work.unit()
			elections.open()
			work.unit()
			work.unit()
			elections.close()
			work.unit()
		}
		assertThat(task.runs).isEqualTo(2)
		assertThat(task.skipped).isEqualTo(2)
	}

	@Test
	fun failingCallNamesTheLeader() = gated { elections, work ->
		assertThatExceptionOfType(NotLeaderException::class.java).isThrownBy { runBlocking { work.fail() } }
			.satisfies({ assertThat(it.leaderId).isEqualTo("other") })
		elections.open()
		assertThat(runBlocking { work.fail() }).isEqualTo("never null")
	}

	@Test
	fun failureIsRecordedAndRethrown() = gated { elections, work ->
		elections.open()
		assertThatExceptionOfType(IllegalStateException::class.java).isThrownBy { runBlocking { work.broken() } }
		assertThat(elections.getTask("work.broken").failures).hasSize(1)
	}

	@Test
	fun runIsInFlightUntilTheCoroutineCompletes() = gated { elections, work ->
		elections.open()
		val task = elections.getTask("work.pending")
		runBlocking(Dispatchers.Default) {
			val call = async { work.pending() }
			work.started.join()
			await().until { task.detached == 1 }
			assertThat(task.runs).isZero()
			work.result.complete("done")
			assertThat(call.await()).isEqualTo("done")
		}
		await().until { task.runs == 1 && task.detached == 0 }
	}

	@Test
	fun runIsInFlightUntilItsChildrenComplete() = gated { elections, work ->
		elections.open()
		val task = elections.getTask("work.parent")
		runBlocking(Dispatchers.Default) {
			val call = async { work.parent() }
			work.started.join()
			await().until { task.detached == 1 }
			work.result.complete("done")
			call.await()
		}
		await().until { task.runs == 1 }
	}

	@Test
	fun isCancelledWhenLeadershipIsLost() = gated { elections, work ->
		elections.open()
		val task = elections.getTask("work.pending")
		runBlocking(Dispatchers.Default) {
			val call = async { runCatching { work.pending() } }
			await().until { task.detached == 1 }
			work.started.join()
			task.cancel()
			assertThat(call.await().exceptionOrNull()).isInstanceOf(NotLeaderException::class.java)
		}
		assertThat(work.failures).hasOnlyElementsOfType(CancellationException::class.java).hasSize(1)
		assertThat(task.runs).isEqualTo(1)
	}

	@Test
	fun cancelledCoroutineIsInFlightUntilItHasCleanedUp() = gated { elections, work ->
		elections.open()
		val task = elections.getTask("work.tidy")
		runBlocking(Dispatchers.Default) {
			val call = async { runCatching { work.tidy() } }
			await().until { task.detached == 1 }
			work.started.join()
			task.cancel()
			work.tidying.join()
			assertThat(task.detached).isEqualTo(1)
			assertThat(call.isActive).isTrue()
			work.result.complete("done")
			assertThat(call.await().exceptionOrNull()).isInstanceOf(NotLeaderException::class.java)
		}
		assertThat(task.detached).isZero()
		assertThat(work.terms).hasSize(1)
	}

	@Test
	fun cancelledCallerLeavesTheRunInFlightUntilItHasCleanedUp() = gated { elections, work ->
		elections.open()
		val task = elections.getTask("work.tidy")
		runBlocking(Dispatchers.Default) {
			val call = launch { work.tidy() }
			work.started.join()
			call.cancel()
			work.tidying.join()
			await().until { task.detached == 1 }
			work.result.complete("done")
		}
		await().until { task.runs == 1 }
	}

	@Test
	fun termIsKnownOnWhicheverThreadTheCoroutineIs() = gated { elections, work ->
		elections.open()
		runBlocking {
			work.terms()
			assertThat(GatedRun.current()).isNull()
		}
		runBlocking(Dispatchers.Default) {
			work.terms()
			assertThat(GatedRun.current()).isNull()
		}
		runBlocking(Dispatchers.Unconfined) { work.terms() }
		assertThat(GatedRun.current()).isNull()
		assertThat(work.terms).hasSize(15).doesNotContainNull()
	}

	@Test
	fun coroutineThatIsLaunchedElsewhereInItsContextKeepsTheRunInFlight() = gated { elections, work ->
		elections.open()
		val task = elections.getTask("work.leak")
		val leaked = runBlocking { work.leak() }
		await().until { task.detached == 1 }
		work.started.complete()
		runBlocking { leaked?.join() }
		await().until { task.runs == 1 }
	}

	@Test
	fun contextOfTheCallerIsKept() = gated { elections, work ->
		elections.open()
		assertThat(runBlocking(CoroutineName("caller")) { work.nameOfCoroutine() }).isEqualTo("caller")
	}

	@Test
	fun adviceInsideTheGateIsAppliedOnLeaderOnly() {
		this.contextRunner.withBean(CountingAspect::class.java).run { context ->
			val elections = context.getBean<TestElections>()
			val aspect = context.getBean<CountingAspect>()
			val work = context.getBean<Work>()
			runBlocking { work.unit() }
			assertThat(aspect.calls).hasValue(0)
			elections.open()
			runBlocking { work.unit() }
			assertThat(aspect.calls).hasValue(1)
			assertThat(work.calls).hasValue(1)
		}
	}

	@Test
	fun interfaceProxy() {
		ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration::class.java, LeaderGateAutoConfiguration::class.java))
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(TestElections::class.java)
			.withBean("greeter", Greeter::class.java, { FinalGreeter() })
			.run { context ->
				val greeter = context.getBean<Greeter>()
				assertThat(AopUtils.isJdkDynamicProxy(greeter)).isTrue()
				assertThat(runBlocking { greeter.greet("you") }).isNull()
				context.getBean<TestElections>().open()
				assertThat(runBlocking { greeter.greet("you") }).isEqualTo("Hello you")
			}
	}

	@Test
	fun ticksOfTheSchedulerAreGatedEach() {
		this.contextRunner.withUserConfiguration(Scheduling::class.java)
			.withBean("ticks", Ticks::class.java)
			.run { context ->
				val elections = context.getBean<TestElections>()
				val ticks = context.getBean<Ticks>()
				val task = elections.getTask("ticks.run")
				await().until { task.skipped > 1 }
				assertThat(ticks.terms).isEmpty()
				elections.open()
				await().until { task.runs > 1 }
				assertThat(ticks.terms).hasSizeGreaterThan(1)
				elections.close()
				val skipped = task.skipped
				await().until { task.skipped > skipped + 1 }
			}
	}

	@Test
	fun endlessTickIsCancelledWhenLeadershipIsLostAndTheNextOneRuns() {
		this.contextRunner.withUserConfiguration(Scheduling::class.java)
			.withBean("endless", Endless::class.java)
			.run { context ->
				val elections = context.getBean<TestElections>()
				val task = elections.getTask("endless.run")
				elections.open()
				await().until { task.detached == 1 }
				task.cancel()
				await().until { task.runs == 1 && task.detached == 1 }
			}
	}

	@Test
	fun handOverWaitsForTheCoroutine() = elected("leader.drain-timeout=10s") { leadership, work ->
		runBlocking(Dispatchers.Default) {
			val call = async { work.pending() }
			work.started.join()
			leadership.pause()
			assertThat(leadership.isLeader).isFalse()
			await().until { leadership.status.state() == LeadershipState.RELEASING }
			work.result.complete("done")
			assertThat(call.await()).isEqualTo("done")
		}
		awaitPaused(leadership)
		assertThat(task(leadership, "work.pending").interrupted()).isZero()
		assertThat(task(leadership, "work.pending").runs()).isEqualTo(1)
	}

	@Test
	fun handOverCancelsWhatOutlastsTheDrain() = elected("leader.drain-timeout=100ms") { leadership, work ->
		runBlocking(Dispatchers.Default) {
			val call = async { runCatching { work.tidy() } }
			work.started.join()
			leadership.pause()
			work.tidying.join()
			assertThat(leadership.status.state()).isEqualTo(LeadershipState.RELEASING)
			work.result.complete("done")
			assertThat(call.await().exceptionOrNull()).isInstanceOf(NotLeaderException::class.java)
		}
		awaitPaused(leadership)
		assertThat(work.terms).hasSize(1)
		assertThat(task(leadership, "work.tidy").interrupted()).isEqualTo(1)
	}

	@Test
	fun nestedCallsPassWhileTheRunIsWaitedFor() = elected("leader.drain-timeout=10s") { leadership, work ->
		runBlocking(Dispatchers.Default) {
			val call = async { work.nesting { work.name() } }
			work.started.join()
			leadership.pause()
			assertThat(work.name()).isNull()
			work.result.complete("go on")
			assertThat(call.await()).isEqualTo("name")
		}
	}

	private fun gated(test: (TestElections, Work) -> Unit) {
		this.contextRunner.run { context -> test(context.getBean(), context.getBean()) }
	}

	private fun elected(property: String, test: (Leadership, Work) -> Unit) {
		ApplicationContextRunner()
			.withConfiguration(
				AutoConfigurations.of(
					AopAutoConfiguration::class.java, LeaderElectionAutoConfiguration::class.java,
					LeaderGateAutoConfiguration::class.java
				)
			)
			.withPropertyValues("leader.standalone=true", "leader.id=me", "leader.path=/test", property)
			.withBean("work", Work::class.java)
			.run { context ->
				val leadership = context.getBean<Leadership>()
				assertThat(leadership.await(Duration.ofSeconds(5))).isTrue()
				test(leadership, context.getBean())
			}
	}

	private fun awaitPaused(leadership: Leadership) {
		await().until { leadership.status.state() == LeadershipState.PAUSED }
	}

	private fun task(leadership: Leadership, name: String) = leadership.status.tasks().first { it.task() == name }

	open class Work {

		open val calls = AtomicInteger()

		open val started = Job()

		open val tidying = Job()

		open val result = CompletableDeferred<String>()

		open val failures = CopyOnWriteArrayList<Throwable?>()

		open val terms = CopyOnWriteArrayList<Term?>()

		@LeaderOnly
		open suspend fun unit() {
			delay(1)
			this.calls.incrementAndGet()
		}

		@LeaderOnly
		open suspend fun name(): String? {
			this.calls.incrementAndGet()
			return "name"
		}

		@LeaderOnly(otherwise = Otherwise.FAIL)
		open suspend fun fail(): String = "never null"

		@LeaderOnly
		open suspend fun broken() {
			delay(1)
			throw IllegalStateException("broken")
		}

		@LeaderOnly
		open suspend fun pending(): String? {
			this.started.complete()
			try {
				return this.result.await()
			}
			catch (ex: CancellationException) {
				this.failures += ex
				throw ex
			}
		}

		@LeaderOnly
		open suspend fun parent() = coroutineScope {
			launch {
				started.complete()
				result.await()
			}
			Unit
		}

		@LeaderOnly
		open suspend fun tidy() {
			try {
				this.started.complete()
				awaitCancellation()
			}
			finally {
				withContext(NonCancellable) {
					tidying.complete()
					result.await()
					terms += Term.current()
				}
			}
		}

		@LeaderOnly
		open suspend fun terms() = coroutineScope {
			terms += Term.current()
			delay(1)
			terms += Term.current()
			withContext(Dispatchers.IO) { terms += Term.current() }
			launch(Dispatchers.Default) { terms += Term.current() }.join()
			terms += Term.current()
			Unit
		}

		@LeaderOnly
		@OptIn(DelicateCoroutinesApi::class)
		open suspend fun leak(): Job? {
			val context = currentCoroutineContext().minusKey(Job)
			val entered = Job()
			return GlobalScope.launch(context + Dispatchers.Default) {
				entered.complete()
				started.join()
			}.also { entered.join() }
		}

		@LeaderOnly
		open suspend fun nesting(nested: suspend () -> String?): String? {
			this.started.complete()
			this.result.await()
			return nested()
		}

		@LeaderOnly
		open suspend fun nameOfCoroutine() = currentCoroutineContext()[CoroutineName]?.name

	}

	interface Greeter {

		@LeaderOnly
		suspend fun greet(name: String): String?

	}

	class FinalGreeter : Greeter {

		override suspend fun greet(name: String): String? = "Hello $name"

	}

	open class Ticks {

		open val terms = CopyOnWriteArrayList<Term>()

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		open suspend fun run() {
			delay(1)
			this.terms += Term.current()
		}

	}

	@LeaderOnly
	open class Endless {

		@Scheduled(fixedDelay = 5)
		open suspend fun run() {
			awaitCancellation()
		}

	}

	@Aspect
	open class CountingAspect {

		open val calls = AtomicInteger()

		@Before("execution(* io.github.zkleader.gate.LeaderOnlySuspendingTests.Work.unit(..))")
		fun count() {
			this.calls.incrementAndGet()
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	open class Scheduling

}
