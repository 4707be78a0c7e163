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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.ReducedClassPath;
import io.github.zkleader.Term;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the gate needs neither Reactor nor Kotlin, unless a method does.
 */
class OptionalGateDependenciesTests {

	private static final String REACTOR = "reactor-core|reactive-streams|kotlinx-coroutines-react(ive|or)";

	private static final String KOTLIN = "kotlin-[a-z-]+|kotlinx-[a-z-]+";

	@Test
	void plainMethodsAreGatedWithoutReactor() throws Exception {
		assertThat(ReducedClassPath.callWithout(REACTOR, PlainMethods.class)).isEqualTo("reactor: false, kotlin: true");
	}

	@Test
	void plainMethodsAreGatedWithoutKotlin() throws Exception {
		assertThat(ReducedClassPath.callWithout(KOTLIN, PlainMethods.class)).isEqualTo("reactor: true, kotlin: false");
	}

	@Test
	void plainMethodsAreGatedWithoutEither() throws Exception {
		assertThat(ReducedClassPath.callWithout(REACTOR + "|" + KOTLIN, PlainMethods.class))
			.isEqualTo("reactor: false, kotlin: false");
	}

	@Test
	void reactiveMethodsAreGatedWithoutKotlin() throws Exception {
		assertThat(ReducedClassPath.callWithout(KOTLIN, ReactiveMethod.class)).isEqualTo("leader");
	}

	@Test
	void publisherIsRefusedWithoutReactor() throws Exception {
		assertThat(ReducedClassPath.callWithout(REACTOR, RefusedPublisher.class)).asString()
			.contains("there is no way to subscribe to what the method returns");
	}

	@ParameterizedTest
	@ValueSource(strings = { "kotlinx-coroutines-reactor", "kotlin-reflect", REACTOR })
	void coroutinesAreRefusedWithout(String artifacts) throws Exception {
		assertThat(ReducedClassPath.callWithout(artifacts, RefusedCoroutine.class)).asString()
			.contains("there is no way to subscribe to what a coroutine does");
	}

	/**
	 * What is called with the reduced class path.
	 */
	abstract static class Application implements Callable<String> {

		@Override
		public String call() {
			String[] result = new String[1];
			ClassLoader classLoader = getClass().getClassLoader();
			new ApplicationContextRunner().withClassLoader(classLoader)
				.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class,
						LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
				.withPropertyValues("leader.standalone=true", "leader.id=me", "leader.path=/test")
				.withUserConfiguration(Scheduling.class)
				.withBean("job", getJobType())
				.run((context) -> result[0] = (context.getStartupFailure() != null)
						? context.getStartupFailure().getMessage() : run(context));
			return result[0];
		}

		abstract Class<?> getJobType();

		String run(ApplicationContext context) throws Exception {
			throw new AssertionError("Not refused");
		}

		static void lead(ApplicationContext context) throws InterruptedException {
			assertThat(context.getBean(Leadership.class).await(Duration.ofSeconds(5))).isTrue();
		}

	}

	/**
	 * Calls methods that return nothing to subscribe to.
	 */
	public static class PlainMethods extends Application {

		@Override
		Class<?> getJobType() {
			return PlainJob.class;
		}

		@Override
		String run(ApplicationContext context) throws Exception {
			lead(context);
			PlainJob job = context.getBean(PlainJob.class);
			assertThat(job.name()).isEqualTo("leader");
			assertThat(job.future().get()).isEqualTo("leader");
			await().until(() -> job.ticks().get() > 0);
			Leadership leadership = context.getBean(Leadership.class);
			leadership.pause();
			await().until(() -> leadership.getStatus().state() == LeadershipState.PAUSED);
			assertThat(job.name()).isNull();
			assertThat(job.future().get()).isNull();
			return "reactor: " + isPresent("reactor.core.publisher.Mono") + ", kotlin: " + isPresent("kotlin.Unit");
		}

		private static boolean isPresent(String className) {
			return ClassUtils.isPresent(className, PlainMethods.class.getClassLoader());
		}

	}

	/**
	 * Subscribes to the result of a method.
	 */
	public static class ReactiveMethod extends Application {

		@Override
		Class<?> getJobType() {
			return ReactiveJob.class;
		}

		@Override
		String run(ApplicationContext context) throws Exception {
			lead(context);
			return context.getBean(ReactiveJob.class).name().block();
		}

	}

	/**
	 * Has a publisher that nobody can subscribe to.
	 */
	public static class RefusedPublisher extends Application {

		@Override
		Class<?> getJobType() {
			return PublisherJob.class;
		}

	}

	/**
	 * Has suspending functions that nobody can subscribe to.
	 */
	public static class RefusedCoroutine extends Application {

		@Override
		Class<?> getJobType() {
			return ClassUtils.resolveClassName(
					"io.github.zkleader.autoconfigure.InvalidKotlinLeaderOnlyTests$Suspending",
					getClass().getClassLoader());
		}

	}

	static class PlainJob {

		private final AtomicInteger ticks = new AtomicInteger();

		AtomicInteger ticks() {
			return this.ticks;
		}

		@LeaderOnly
		String name() {
			return Term.current().role();
		}

		@LeaderOnly
		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture(Term.current().role());
		}

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		void tick() {
			this.ticks.incrementAndGet();
		}

	}

	static class ReactiveJob {

		@LeaderOnly
		Mono<String> name() {
			return Mono.fromCallable(() -> Term.current().role());
		}

	}

	static class PublisherJob {

		@LeaderOnly
		Flow.Publisher<String> names() {
			throw new UnsupportedOperationException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

}
