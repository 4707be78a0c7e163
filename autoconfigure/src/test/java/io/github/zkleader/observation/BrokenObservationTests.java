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

import java.util.function.Consumer;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests that neither runs nor elections are broken by what observes them.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenObservationTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ApplicationContextRunner contextRunner = ObservedElections.contextRunner()
		.withBean("brokenRegistry", ObservationRegistry.class, () -> this.registry,
				(definition) -> definition.setPrimary(true))
		.withBean("job", Job.class);

	@ParameterizedTest
	@EnumSource
	void everythingGoesOn(Break what, CapturedOutput output) {
		what.apply.accept(this.registry);
		this.contextRunner.run((context) -> {
			Leadership leadership = ObservedElections.awaitLeadership(context);
			Job job = context.getBean(Job.class);
			assertThat(job.run()).isEqualTo("done");
			assertThatIllegalStateException().isThrownBy(job::fail).withMessage("broken job");
			assertThat(job.mono().block()).isEqualTo("done");
			assertThat(this.registry.getCurrentObservationScope()).isNull();
			await().until(() -> leadership.getStatus().tasks().stream().allMatch((task) -> task.runs() == 1));
			leadership.pause();
			ObservedElections.awaitState(context, LeadershipState.PAUSED);
			leadership.resume();
			ObservedElections.awaitLeadership(context);
			assertThat(job.isCurrentLeft()).isFalse();
		});
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "Failed to observe an election")).isOne();
	}

	enum Break {

		PREDICATE((registry) -> registry.observationConfig().observationPredicate((name, context) -> {
			throw new IllegalStateException("broken");
		})),

		FILTER((registry) -> registry.observationConfig().observationFilter((context) -> {
			throw new IllegalStateException("broken");
		})),

		START((registry) -> registry.observationConfig().observationHandler(new Handler() {

			@Override
			public void onStart(Context context) {
				throw new LinkageError("broken");
			}

		})),

		SCOPE_OPENED((registry) -> registry.observationConfig().observationHandler(new Handler() {

			@Override
			public void onScopeOpened(Context context) {
				throw new LinkageError("broken");
			}

		})),

		SCOPE_CLOSED((registry) -> registry.observationConfig().observationHandler(new Handler() {

			@Override
			public void onScopeClosed(Context context) {
				throw new LinkageError("broken");
			}

		})),

		ERROR((registry) -> registry.observationConfig().observationHandler(new Handler() {

			@Override
			public void onError(Context context) {
				throw new LinkageError("broken");
			}

		})),

		STOP((registry) -> registry.observationConfig().observationHandler(new Handler() {

			@Override
			public void onStop(Context context) {
				throw new LinkageError("broken");
			}

		}));

		private final Consumer<ObservationRegistry> apply;

		Break(Consumer<ObservationRegistry> apply) {
			this.apply = (registry) -> {
				registry.observationConfig().observationHandler(new Handler());
				apply.accept(registry);
			};
		}

	}

	static class Handler implements ObservationHandler<Context> {

		@Override
		public boolean supportsContext(Context context) {
			return context instanceof LeaderObservationContext;
		}

	}

	static class Job {

		private final ObservationRegistry registry;

		private volatile boolean currentLeft;

		Job(ObservationRegistry registry) {
			this.registry = registry;
		}

		boolean isCurrentLeft() {
			return this.currentLeft;
		}

		/**
		 * Comes on the thread of the role, which revokes before it grants again.
		 * @param event the event
		 */
		@EventListener
		void onGranted(OnGrantedEvent event) {
			Observation current = this.registry.getCurrentObservation();
			this.currentLeft |= current != null
					&& !(current.getContext() instanceof LeaderGrantObservationContext context
							&& context.getTerm().equals(((Leadership) event.getContext()).getTerm().orElseThrow()));
		}

		@LeaderOnly
		String run() {
			return "done";
		}

		@LeaderOnly
		void fail() {
			throw new IllegalStateException("broken job");
		}

		@LeaderOnly
		Mono<String> mono() {
			return Mono.just("done");
		}

	}

}
