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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.election.InMemoryEnsemble;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.ContextView;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for observations of grants and hand-overs, through elections in memory.
 */
class LeadershipObservationTests {

	private static final String GRANT = "leader.grant";

	private static final String REVOKE = "leader.revoke";

	private static final String DRAIN = "leader.revoke.drain";

	private final ApplicationContextRunner contextRunner = ObservedElections.contextRunner()
		.withPropertyValues("leader.drain-timeout=15s", "leader.interrupt-grace=5s")
		.withBean(Listener.class);

	@Test
	void grantIsAroundItsListeners() {
		this.contextRunner.run((context) -> {
			long token = ObservedElections.awaitLeadership(context).getTerm().orElseThrow().fencingToken();
			ObservedElections.awaitStopped(context, GRANT)
				.doesNotHaveError()
				.doesNotHaveParentObservation()
				.hasContextualNameEqualTo("leader grant leader")
				.hasLowCardinalityKeyValue("role", "leader")
				.hasLowCardinalityKeyValue("outcome", "success")
				.hasHighCardinalityKeyValue("leader.fencing.token", Long.toString(token))
				.hasHighCardinalityKeyValue("leader.id", context.getBean(LeaderElections.class).getId())
				.hasKeyValuesCount(4);
			ObservedElections.observation(context, "granted").hasParentObservationContextMatching(named(GRANT));
		});
	}

	@Test
	void failingListenerIsRecorded() {
		this.contextRunner.run((context) -> {
			ObservedElections.awaitLeadership(context);
			context.getBean(Listener.class).broken = true;
			context.getBean(TestObservationRegistry.class).clear();
			context.getBean(Leadership.class).yield();
			ObservedElections.awaitStopped(context, GRANT)
				.hasLowCardinalityKeyValue("outcome", "error")
				.assertThatError()
				.hasMessage("broken on grant");
			await().untilAsserted(() -> ObservedElections.observations(context)
				.hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts)
					.filteredOn((revocation) -> revocation instanceof LeaderRevokeObservationContext)
					.anySatisfy((revocation) -> assertThat(revocation.getLowCardinalityKeyValue("reason").getValue())
						.isEqualTo("listener"))));
			ObservedElections.observation(context, REVOKE).assertThatError().hasMessage("broken on revocation");
		});
	}

	@Test
	void leadershipThatEndsDuringItsGrantIsRecorded() {
		this.contextRunner.run((context) -> {
			ObservedElections.awaitLeadership(context);
			context.getBean(Listener.class).onGranted = Leadership::pause;
			context.getBean(TestObservationRegistry.class).clear();
			context.getBean(Leadership.class).yield();
			ObservedElections.awaitStopped(context, GRANT)
				.hasLowCardinalityKeyValue("outcome", "revoked")
				.doesNotHaveError();
		});
	}

	@Test
	void handoverIsAroundDrainAndListeners() {
		this.contextRunner.run((context) -> {
			long token = ObservedElections.awaitLeadership(context).getTerm().orElseThrow().fencingToken();
			context.getBean(Leadership.class).pause();
			ObservedElections.awaitState(context, LeadershipState.PAUSED);
			for (String name : new String[] { REVOKE, DRAIN }) {
				ObservedElections.observation(context, name)
					.hasBeenStopped()
					.doesNotHaveError()
					.hasLowCardinalityKeyValue("role", "leader")
					.hasLowCardinalityKeyValue("reason", "paused")
					.hasLowCardinalityKeyValue("outcome", "drained")
					.hasHighCardinalityKeyValue("leader.fencing.token", Long.toString(token))
					.hasHighCardinalityKeyValue("leader.id", context.getBean(LeaderElections.class).getId())
					.hasKeyValuesCount(5);
			}
			ObservedElections.observation(context, REVOKE).doesNotHaveParentObservation();
			ObservedElections.observation(context, DRAIN).hasParentObservationContextMatching(named(REVOKE));
			ObservedElections.observation(context, "revoked").hasParentObservationContextMatching(named(REVOKE));
		});
	}

	@Test
	void handoverByForceIsObserved() {
		this.contextRunner.run((context) -> {
			ObservedElections.awaitLeadership(context);
			context.getBean(InMemoryEnsemble.class)
				.deleteLock(context.getBean(LeaderElections.class).getId(), "leader");
			ObservedElections.awaitStopped(context, REVOKE).hasLowCardinalityKeyValue("reason", "deleted");
			ObservedElections.awaitStopped(context, DRAIN).hasLowCardinalityKeyValue("outcome", "drained");
		});
	}

	@Test
	void handoverThatInterruptsIsObserved() {
		this.contextRunner.run((context) -> {
			Leadership leadership = ObservedElections.awaitLeadership(context);
			Interruptible work = new Interruptible();
			CompletableFuture<Boolean> run = start(leadership, work);
			leadership.pause();
			await().untilAsserted(() -> ObservedElections.observation(context, DRAIN)
				.isNotStopped()
				.hasLowCardinalityKeyValue("outcome", "unknown"));
			context.getBean(InMemoryEnsemble.class).advance(Duration.ofSeconds(15));
			assertThat(run).succeedsWithin(Duration.ofSeconds(10));
			ObservedElections.awaitStopped(context, DRAIN).hasLowCardinalityKeyValue("outcome", "interrupted");
			ObservedElections.awaitStopped(context, REVOKE).hasLowCardinalityKeyValue("outcome", "interrupted");
		});
	}

	private static CompletableFuture<Boolean> start(Leadership leadership, Interruptible work)
			throws InterruptedException {
		CompletableFuture<Boolean> run = CompletableFuture.supplyAsync(() -> leadership.guard(work),
				new SimpleAsyncTaskExecutor());
		work.started.await();
		return run;
	}

	@Test
	void stopIsObservedBeforeTheContextIsClosed() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.contextRunner
			.withBean("other", TestObservationRegistry.class, () -> registry,
					(definition) -> definition.setPrimary(true))
			.run(ObservedElections::awaitLeadership);
		TestObservationRegistryAssert.assertThat(registry)
			.hasObservationWithNameEqualTo(REVOKE)
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("reason", "stopped");
	}

	private static Predicate<ContextView> named(String name) {
		return (context) -> name.equals(context.getName());
	}

	static class Listener {

		private final TestObservationRegistry registry;

		private volatile boolean broken;

		private volatile Consumer<Leadership> onGranted = (leadership) -> {
		};

		Listener(TestObservationRegistry registry) {
			this.registry = registry;
		}

		@EventListener
		void onGranted(OnGrantedEvent event) {
			Observation.start("granted", this.registry).stop();
			this.onGranted.accept((Leadership) event.getContext());
			if (this.broken) {
				throw new IllegalStateException("broken on grant");
			}
		}

		@EventListener
		void onRevoked(OnRevokedEvent event) {
			Observation.start("revoked", this.registry).stop();
			if (this.broken) {
				throw new IllegalStateException("broken on revocation");
			}
		}

	}

	private static final class Interruptible implements Runnable {

		private final CountDownLatch started = new CountDownLatch(1);

		@Override
		public void run() {
			this.started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				// That is what it waits for
			}
		}

	}

}
