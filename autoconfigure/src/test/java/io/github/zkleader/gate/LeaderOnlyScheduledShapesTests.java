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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.gate.TestElections.TestTask;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LeaderOnly} jobs of every shape, run by Spring's own scheduler.
 */
class LeaderOnlyScheduledShapesTests {

	/**
	 * For each tick that ran, whether it was a gated run.
	 */
	private static final List<Boolean> ticks = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withUserConfiguration(Infrastructure.class)
		.withBean(TestElections.class);

	@BeforeEach
	void clear() {
		ticks.clear();
	}

	@ParameterizedTest
	@MethodSource
	void ticksRunOnLeaderOnly(Shape shape) {
		shape.customizer.apply(this.contextRunner).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			assertThat(elections.getTaskNames()).containsExactly("leader:job.run");
			TestTask task = elections.getTask("job.run");
			await().until(() -> task.getSkipped() > 1);
			assertThat(ticks).isEmpty();
			elections.open();
			await().until(() -> task.getRuns() > 1);
			assertThat(ticks).hasSizeGreaterThan(1).containsOnly(true);
			elections.close();
			int skipped = task.getSkipped();
			await().until(() -> task.getSkipped() > skipped + 1);
			assertThat(task.getFailures()).isEmpty();
		});
	}

	static Stream<Shape> ticksRunOnLeaderOnly() {
		return Stream.of(Shape.of(TypeLevel.class), Shape.of(MethodLevel.class), Shape.of(MetaAnnotated.class),
				new Shape("BeanMethod", (runner) -> runner.withUserConfiguration(BeanMethod.class)),
				Shape.of(InheritedMethod.class), Shape.of(OverriddenMethod.class), Shape.of(InterfaceMethod.class),
				Shape.of(DefaultMethod.class), Shape.of(GenericMethod.class),
				new Shape("InterfaceProxy",
						(runner) -> runner.withPropertyValues("spring.aop.proxy-target-class=false")
							.withBean("job", Runnable.class, InterfaceMethod::new)),
				Shape.of(TransactionalMethod.class), Shape.of(RetryableMethod.class), Shape.of(LimitedMethod.class),
				Shape.of(CachingMethod.class), Shape.of(AspectMethod.class), Shape.of(AsyncMethod.class),
				Shape.of(RepeatedMethod.class), Shape.of(OptionalMethod.class), Shape.of(MonoMethod.class),
				Shape.of(FluxMethod.class), Shape.of(PublisherMethod.class));
	}

	private static void tick() {
		ticks.add(GatedRun.current() != null);
	}

	record Shape(String name, UnaryOperator<ApplicationContextRunner> customizer) {

		static Shape of(Class<?> type) {
			return new Shape(type.getSimpleName(), (runner) -> runner.withBean("job", type));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	@LeaderOnly
	static class TypeLevel {

		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class MethodLevel {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class MetaAnnotated {

		@Often
		void run() {
			tick();
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly
	@Scheduled(fixedDelay = 5)
	@interface Often {

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethod {

		@Bean
		@LeaderOnly
		Plain job() {
			return new Plain();
		}

	}

	static class Plain {

		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class InheritedMethod extends MethodLevel {

	}

	static class OverriddenMethod extends MethodLevel {

		@Override
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	interface Job extends Runnable {

		@Override
		@LeaderOnly
		void run();

	}

	static class InterfaceMethod implements Job {

		@Override
		@Scheduled(fixedDelay = 5)
		public void run() {
			tick();
		}

	}

	interface DefaultJob {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		default void run() {
			tick();
		}

	}

	static class DefaultMethod implements DefaultJob {

	}

	abstract static class AbstractJob<T> {

		@LeaderOnly
		abstract T run();

	}

	static class GenericMethod extends AbstractJob<String> {

		@Override
		@Scheduled(fixedDelay = 5)
		String run() {
			tick();
			return "";
		}

	}

	static class TransactionalMethod {

		@LeaderOnly
		@Transactional
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class RetryableMethod {

		@LeaderOnly
		@Retryable
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class LimitedMethod {

		@LeaderOnly
		@ConcurrencyLimit(1)
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class CachingMethod {

		@LeaderOnly
		@CacheEvict(cacheNames = "cache", allEntries = true)
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class AspectMethod {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		void run() {
		}

	}

	@Aspect
	static class TickingAspect {

		@Before("execution(* io.github.zkleader.gate.LeaderOnlyScheduledShapesTests.AspectMethod.run())")
		void before() {
			tick();
		}

	}

	static class AsyncMethod {

		@LeaderOnly
		@Async
		@Scheduled(fixedDelay = 5)
		void run() {
			tick();
		}

	}

	static class RepeatedMethod {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		@Scheduled(cron = "* * * * * *", zone = "Europe/Vienna")
		void run() {
			tick();
		}

	}

	static class OptionalMethod {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		Optional<String> run() {
			tick();
			return Optional.empty();
		}

	}

	static class MonoMethod {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		Mono<Void> run() {
			return Mono.fromRunnable(LeaderOnlyScheduledShapesTests::tick);
		}

	}

	static class FluxMethod {

		@LeaderOnly
		@Scheduled(fixedRate = 5)
		Flux<Integer> run() {
			return Flux.range(0, 2).doOnComplete(LeaderOnlyScheduledShapesTests::tick);
		}

	}

	static class PublisherMethod {

		@LeaderOnly
		@Scheduled(fixedDelay = 5)
		Publisher<Integer> run() {
			return Flux.range(0, 2).doOnComplete(LeaderOnlyScheduledShapesTests::tick);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@EnableAsync
	@EnableCaching
	@EnableResilientMethods
	@EnableTransactionManagement
	static class Infrastructure {

		@Bean
		TickingAspect tickingAspect() {
			return new TickingAspect();
		}

		@Bean
		PlatformTransactionManager transactionManager() {
			return mock(PlatformTransactionManager.class);
		}

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

}
