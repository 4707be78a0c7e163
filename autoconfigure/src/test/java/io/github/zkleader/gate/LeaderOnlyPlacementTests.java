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
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Otherwise;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.gate.TestElections.TestTask;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AdvisedSupport;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.AnnotationAsyncExecutionInterceptor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for where the gate stands among other advice.
 */
class LeaderOnlyPlacementTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withBean(TestElections.class)
		.withBean("job", Job.class);

	@Test
	void noTransactionIsOpenedOnFollower() {
		this.contextRunner.withUserConfiguration(Transactions.class).run((context) -> {
			context.getBean(Job.class).transactional();
			then(context.getBean(PlatformTransactionManager.class)).shouldHaveNoInteractions();
		});
	}

	@Test
	void transactionIsOpenedOnLeader() {
		this.contextRunner.withUserConfiguration(Transactions.class).run((context) -> {
			context.getBean(TestElections.class).open();
			context.getBean(Job.class).transactional();
			then(context.getBean(PlatformTransactionManager.class)).should().getTransaction(any());
		});
	}

	@Test
	void cacheIsNotAskedOnFollower() {
		this.contextRunner.withUserConfiguration(Caching.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			Job job = context.getBean(Job.class);
			assertThat(job.cached()).isNull();
			Cache cache = context.getBean(CacheManager.class).getCache("cache");
			assertThat(cache).isNotNull();
			assertThat(cache.get("key")).isNull();
			elections.open();
			assertThat(job.cached()).isEqualTo("value");
			elections.close();
			assertThat(job.cached()).isNull();
		});
	}

	@Test
	void aspectIsNotAppliedOnFollower() {
		this.contextRunner.withBean(RecordingAspect.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			Job job = context.getBean(Job.class);
			RecordingAspect aspect = context.getBean(RecordingAspect.class);
			job.aspect();
			assertThat(aspect.inRun).isEmpty();
			elections.open();
			job.aspect();
			assertThat(aspect.inRun).containsExactly(true);
		});
	}

	@Test
	void aspectIsNotAppliedOnFollowerWithInterfaceProxy() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("work", Work.class, WorkImplementation::new)
			.withBean(RecordingAspect.class)
			.run((context) -> {
				context.getBean(Work.class).work();
				assertThat(context.getBean(RecordingAspect.class).inRun).isEmpty();
				assertThat(context.getBean(TestElections.class).getTask("work.work").getSkipped()).isEqualTo(1);
			});
	}

	@Test
	void refusalIsNotRetried() {
		this.contextRunner.withUserConfiguration(Resilience.class).run((context) -> {
			assertThatExceptionOfType(NotLeaderException.class)
				.isThrownBy(() -> context.getBean(Job.class).retryable());
			assertThat(context.getBean(TestElections.class).getTask("job.retryable").getSkipped()).isEqualTo(1);
		});
	}

	@Test
	void retriesBelongToOneRun() {
		this.contextRunner.withUserConfiguration(Resilience.class).run((context) -> {
			context.getBean(TestElections.class).open();
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> context.getBean(Job.class).retryable());
			assertThat(context.getBean(TestElections.class).getTask("job.retryable").getRuns()).isEqualTo(1);
		});
	}

	@Test
	void asynchronousCallIsGatedOnTheThreadThatRuns() {
		this.contextRunner.withUserConfiguration(Asynchrony.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			Job job = context.getBean(Job.class);
			job.async();
			TestTask task = elections.getTask("job.async");
			await().until(() -> task.getSkipped() == 1);
			elections.open();
			job.async();
			await().until(() -> task.getRuns() == 1);
			assertThat(job.threads()).noneMatch(Thread.currentThread()::equals);
		});
	}

	@Test
	void asynchronousCallIsGatedOnTheThreadThatRunsWhateverTheOrder() {
		this.contextRunner.withUserConfiguration(EarlyAsynchrony.class)
			.run((context) -> runsOnItsThread(context.getBean(TestElections.class), context.getBean(Job.class)));
	}

	@Test
	void asynchronousCallOfProxyOfProxyIsGatedOnTheThreadThatRuns() {
		this.contextRunner.withUserConfiguration(EarlyAsynchrony.class, MoreProxies.class)
			.run((context) -> runsOnItsThread(context.getBean(TestElections.class), context.getBean(Job.class)));
	}

	@Test
	void transactionOfAsynchronousCallIsInsideTheGate() {
		this.contextRunner.withUserConfiguration(Asynchrony.class, Transactions.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			context.getBean(Job.class).asyncTransactional();
			await().until(() -> elections.getTask("job.asyncTransactional").getSkipped() == 1);
			then(context.getBean(PlatformTransactionManager.class)).shouldHaveNoInteractions();
			assertThat(advice(context.getBean(Job.class), "asyncTransactional")).containsExactly(
					AnnotationAsyncExecutionInterceptor.class, LeaderOnlyInterceptor.class,
					TransactionInterceptor.class);
		});
	}

	@Test
	void otherMethodsAreGatedBeforeAllElse() {
		this.contextRunner
			.withUserConfiguration(EarlyAsynchrony.class, Transactions.class, Caching.class, LateResilience.class)
			.run((context) -> {
				Job job = context.getBean(Job.class);
				assertThat(advice(job, "transactional")).containsExactly(LeaderOnlyInterceptor.class,
						TransactionInterceptor.class);
				assertThat(advice(job, "cached")).containsExactly(LeaderOnlyInterceptor.class, CacheInterceptor.class);
				assertThat(advice(job, "retryable")).first().isEqualTo(LeaderOnlyInterceptor.class);
				assertThat(advice(job, "limited")).first().isEqualTo(LeaderOnlyInterceptor.class);
			});
	}

	@Test
	void refusalIsNotRetriedWhateverTheOrder() {
		this.contextRunner.withUserConfiguration(LateResilience.class).run((context) -> {
			assertThatExceptionOfType(NotLeaderException.class)
				.isThrownBy(() -> context.getBean(Job.class).retryable());
			assertThat(context.getBean(TestElections.class).getTask("job.retryable").getSkipped()).isEqualTo(1);
		});
	}

	@Test
	void concurrencyIsNotLimitedOnFollower() throws Exception {
		this.contextRunner.withUserConfiguration(LateResilience.class).run((context) -> {
			TestElections elections = context.getBean(TestElections.class);
			Job job = context.getBean(Job.class);
			CountDownLatch proceed = new CountDownLatch(1);
			elections.open();
			Thread thread = new Thread(() -> job.limited(proceed));
			thread.start();
			await().until(() -> !job.threads().isEmpty());
			elections.close();
			assertThat(CompletableFuture.runAsync(() -> job.limited(proceed))).succeedsWithin(Duration.ofSeconds(5));
			assertThat(elections.getTask("job.limited").getSkipped()).isEqualTo(1);
			proceed.countDown();
			thread.join();
			assertThat(elections.getTask("job.limited").getRuns()).isEqualTo(1);
		});
	}

	@Test
	void severalAutoProxyCreators() {
		this.contextRunner.withUserConfiguration(Transactions.class, MoreProxies.class)
			.withBean(RecordingAspect.class)
			.run((context) -> {
				TestElections elections = context.getBean(TestElections.class);
				TestTask task = elections.getTask("job.transactional");
				Job job = context.getBean(Job.class);
				job.transactional();
				assertThat(task.getSkipped()).isEqualTo(1);
				elections.open();
				job.transactional();
				assertThat(task.getRuns()).isEqualTo(1);
				assertThat(elections.getTaskNames()).doesNotHaveDuplicates();
			});
	}

	@Test
	void listenerContainersGetTheProxy() {
		this.contextRunner.withBean(ListenerPostProcessor.class)
			.run((context) -> assertThat(context.getBean(ListenerPostProcessor.class).gated).isTrue());
	}

	private static void runsOnItsThread(TestElections elections, Job job) {
		job.async();
		TestTask task = elections.getTask("job.async");
		await().until(() -> task.getSkipped() == 1);
		elections.open();
		job.async();
		await().until(() -> task.getRuns() == 1);
		assertThat(job.threads()).hasSize(1).noneMatch(Thread.currentThread()::equals);
		assertThat(job.inRun()).containsExactly(true);
	}

	private static List<Class<?>> advice(Job job, String methodName) {
		Method method = Arrays.stream(Job.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(methodName))
			.findFirst()
			.orElseThrow();
		AdvisedSupport advised = new AdvisedSupport();
		advised.setTarget(job);
		advised.addAdvisors(((Advised) job).getAdvisors());
		return advised.getInterceptorsAndDynamicInterceptionAdvice(method, Job.class)
			.stream()
			.filter((advice) -> !(advice instanceof ExposeInvocationInterceptor))
			.<Class<?>>map(Object::getClass)
			.toList();
	}

	static class Job {

		private final List<Boolean> inRun = new CopyOnWriteArrayList<>();

		private final List<Thread> threads = new CopyOnWriteArrayList<>();

		@LeaderOnly
		@Transactional
		void transactional() {
		}

		@LeaderOnly
		@Cacheable(cacheNames = "cache", key = "'key'")
		String cached() {
			return "value";
		}

		@LeaderOnly
		@Recorded
		void aspect() {
		}

		@LeaderOnly(otherwise = Otherwise.FAIL)
		@Retryable(maxRetries = 3, delay = 1)
		void retryable() {
			throw new IllegalStateException("again");
		}

		@LeaderOnly
		@Async
		void async() {
			this.threads.add(Thread.currentThread());
			this.inRun.add(GatedRun.current() != null);
		}

		@LeaderOnly
		@Async
		@Transactional
		void asyncTransactional() {
		}

		@LeaderOnly
		@ConcurrencyLimit(1)
		void limited(CountDownLatch proceed) {
			this.threads.add(Thread.currentThread());
			try {
				proceed.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		List<Boolean> inRun() {
			return this.inRun;
		}

		List<Thread> threads() {
			return this.threads;
		}

	}

	interface Work {

		void work();

	}

	static class WorkImplementation implements Work {

		@Override
		@LeaderOnly
		@Recorded
		public void work() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Recorded {

	}

	@Aspect
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static class RecordingAspect {

		private final List<Boolean> inRun = new CopyOnWriteArrayList<>();

		@Around("@annotation(io.github.zkleader.gate.LeaderOnlyPlacementTests.Recorded)")
		Object record(ProceedingJoinPoint call) throws Throwable {
			this.inRun.add(GatedRun.current() != null);
			return call.proceed();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		PlatformTransactionManager transactionManager() {
			return mock(PlatformTransactionManager.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class Resilience {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(order = Ordered.LOWEST_PRECEDENCE)
	static class LateResilience {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchrony {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(order = Ordered.HIGHEST_PRECEDENCE)
	static class EarlyAsynchrony {

	}

	@Configuration(proxyBeanMethods = false)
	static class MoreProxies {

		@Bean
		static BeanNameAutoProxyCreator beanNameAutoProxyCreator() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("job");
			creator.setProxyTargetClass(true);
			creator.setInterceptorNames("interceptor");
			return creator;
		}

		@Bean
		static DefaultAdvisorAutoProxyCreator defaultAdvisorAutoProxyCreator() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		MethodInterceptor interceptor() {
			return MethodInvocation::proceed;
		}

	}

	static class ListenerPostProcessor implements BeanPostProcessor, Ordered {

		private boolean gated;

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (beanName.equals("job")) {
				this.gated = LeaderOnlyAdvisor.isPresentOn(bean);
			}
			return bean;
		}

	}

}
