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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.Term;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for every way to write {@link LeaderOnly}.
 */
class LeaderOnlyShapesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withBean(TestElections.class);

	@Test
	void methodLevel() {
		this.contextRunner.withBean("job", MethodLevel.class).run(gates("leader:job.run", MethodLevel.class));
	}

	@Test
	void methodsWithoutTheAnnotationAreOpen() {
		this.contextRunner.withBean("job", MethodLevel.class).run((context) -> {
			MethodLevel job = context.getBean(MethodLevel.class);
			job.free();
			assertThat(job.calls()).containsExactly("free");
		});
	}

	@Test
	void typeLevelGatesScheduledMethodsOnly() {
		this.contextRunner.withBean("job", TypeLevel.class).run((context) -> {
			TypeLevel job = context.getBean(TypeLevel.class);
			job.run();
			job.free();
			assertThat(job.calls()).containsExactly("free");
			assertThat(context.getBean(TestElections.class).getTaskNames()).containsExactly("reports:job.run");
		});
	}

	@Test
	void methodLevelOverridesTypeLevel() {
		this.contextRunner.withBean("job", Overriding.class)
			.run((context) -> assertThat(context.getBean(TestElections.class).getTaskNames())
				.containsExactly("own:job.own", "type:job.run"));
	}

	@Test
	void metaAnnotation() {
		this.contextRunner.withBean("job", MetaAnnotated.class).run(gates("reports:job.run", MetaAnnotated.class));
	}

	@Test
	void metaAnnotatedScheduledMethod() {
		this.contextRunner.withBean("job", MetaScheduled.class).run(gates("leader:job.run", MetaScheduled.class));
	}

	@Test
	void beanMethod() {
		this.contextRunner.withUserConfiguration(BeanMethod.class).run(gates("reports:gated.run", "gated"));
	}

	@Test
	void beanMethodLeavesOtherBeansOfTheSameTypeOpen() {
		this.contextRunner.withUserConfiguration(BeanMethod.class).run((context) -> {
			Job job = context.getBean("free", Job.class);
			job.run();
			assertThat(job.calls()).containsExactly("run");
			assertThat(job).isNotInstanceOf(Advised.class);
		});
	}

	@Test
	void beanMethodIsNoGatedMethodItself() {
		this.contextRunner.withUserConfiguration(BeanMethod.class)
			.run((context) -> assertThat(context.getBean(BeanMethod.class)).isNotInstanceOf(Advised.class));
	}

	@Test
	void beanMethodOverridesType() {
		this.contextRunner.withUserConfiguration(BeanMethodOfAnnotatedType.class)
			.run((context) -> assertThat(context.getBean(TestElections.class).getTaskNames())
				.containsExactly("bean:job.run"));
	}

	@Test
	void beanMethodOfFactoryBean() {
		this.contextRunner.withUserConfiguration(FactoryBeanMethod.class).run(gates("leader:job.run", "job"));
	}

	@Test
	void configurationClass() {
		this.contextRunner.withUserConfiguration(AnnotatedConfiguration.class)
			.run((context) -> assertThat(context.getBean(TestElections.class).getTaskNames())
				.anyMatch((name) -> name.startsWith("leader:") && name.endsWith(".run")));
	}

	@Test
	void inheritedMethod() {
		this.contextRunner.withBean("job", InheritedMethod.class).run(gates("leader:job.run", InheritedMethod.class));
	}

	@Test
	void overriddenMethod() {
		this.contextRunner.withBean("job", OverriddenMethod.class).run(gates("leader:job.run", OverriddenMethod.class));
	}

	@Test
	void inheritedType() {
		this.contextRunner.withBean("job", InheritedType.class).run(gates("reports:job.run", InheritedType.class));
	}

	@Test
	void interfaceMethod() {
		this.contextRunner.withBean("job", InterfaceMethod.class).run(gates("leader:job.run", InterfaceMethod.class));
	}

	@Test
	void defaultMethod() {
		this.contextRunner.withBean("job", DefaultMethod.class).run(gates("leader:job.run", DefaultMethod.class));
	}

	@Test
	void bridgeMethod() {
		this.contextRunner.withBean("job", StringHandler.class).run(this::handles);
	}

	@Test
	void bridgeMethodThroughInterface() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", StringHandler.class)
			.run(this::handles);
	}

	@Test
	void classProxyIsTheDefault() {
		this.contextRunner.withBean("job", InterfaceMethod.class)
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean("job"))).isTrue());
	}

	@Test
	void interfaceProxy() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", InterfaceMethod.class)
			.run((context) -> {
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean("job"))).isTrue();
				gates("leader:job.run", "job").accept(context);
			});
	}

	@Test
	void proxyWithoutTarget() {
		this.contextRunner.withBean("job", Runnable.class, LeaderOnlyShapesTests::client).run((context) -> {
			context.getBean("job", Runnable.class).run();
			assertThat(context.getBean(TestElections.class).getTask("job.run").getSkipped()).isEqualTo(1);
		});
	}

	@Test
	void frozenProxy() {
		this.contextRunner.withBean("job", AnnotatedInterface.class, LeaderOnlyShapesTests::frozen)
			.run(gates("leader:job.run", "job"));
	}

	@Test
	void prototype() {
		this.contextRunner
			.withBean("other", MethodLevel.class, MethodLevel::new, (definition) -> definition.setScope("prototype"))
			.run((context) -> {
				assertThat(context.getBean(TestElections.class).getTaskNames()).isEmpty();
				context.getBean("other", MethodLevel.class).run();
				context.getBean("other", MethodLevel.class).run();
				assertThat(context.getBean(TestElections.class).getTask("other.run").getSkipped()).isEqualTo(2);
			});
	}

	@Test
	void lazyBeanJoinsOnCreation() {
		this.contextRunner
			.withBean("job", MethodLevel.class, MethodLevel::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				assertThat(context.getBean(TestElections.class).getTaskNames()).isEmpty();
				context.getBean("job");
				assertThat(context.getBean(TestElections.class).getTaskNames()).containsExactly("leader:job.run");
			});
	}

	@Test
	void scopedProxy() {
		this.contextRunner.withUserConfiguration(ScopedProxy.class).run((context) -> {
			context.getBean("job", MethodLevel.class).run();
			assertThat(context.getBean(TestElections.class).getTask("job.run").getSkipped()).isEqualTo(1);
		});
	}

	@Test
	void sameObjectUnderTwoNamesIsGatedOnce() {
		this.contextRunner.withUserConfiguration(TwoNames.class).run((context) -> {
			context.getBean("alias", MethodLevel.class).run();
			assertThat(context.getBean(TestElections.class).getTaskNames()).containsExactly("leader:job.run");
			assertThat(context.getBean(TestElections.class).getTask("job.run").getSkipped()).isEqualTo(1);
		});
	}

	@Test
	void overloadedMethodsAreNamedWithTheirParameters() {
		this.contextRunner.withBean("job", Overloaded.class)
			.run((context) -> assertThat(context.getBean(TestElections.class).getTaskNames())
				.containsExactly("leader:job.other", "leader:job.run()", "leader:job.run(String,int)"));
	}

	@Test
	void rolePlaceholder() {
		this.contextRunner.withPropertyValues("job.role=nightly")
			.withBean("job", Placeholder.class)
			.run(gates("nightly:job.run", Placeholder.class));
	}

	@Test
	void interruptIsPassedOn() {
		this.contextRunner.withBean("job", Uninterrupted.class)
			.run((context) -> assertThat(context.getBean(TestElections.class).getTask("job.run").isInterrupt())
				.isFalse());
	}

	@Test
	void termIsKnownInARun() {
		this.contextRunner.withBean("job", TermAware.class).run((context) -> {
			context.getBean(TestElections.class).open();
			assertThat(context.getBean(TermAware.class).run()).isEqualTo(1);
		});
	}

	@Test
	void tasksAreRegisteredBeforeElectionsStart() {
		this.contextRunner.withBean("job", MethodLevel.class)
			.withBean(Starting.class)
			.run((context) -> assertThat(context.getBean(Starting.class).taskNames).containsExactly("leader:job.run"));
	}

	@Test
	void beanIsGatedBeforeAllSingletonsExist() {
		this.contextRunner.withBean("job", MethodLevel.class)
			.withBean(EarlyCaller.class)
			.run((context) -> assertThat(context.getBean(TestElections.class).getTask("job.run").getSkipped())
				.isEqualTo(1));
	}

	@Test
	void callFromWithinTheSameObjectNeedsAGuard() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
					LeaderGateAutoConfiguration.class))
			.withPropertyValues("leader.enabled=false", "leader.path=/test")
			.withBean("job", SelfInvoking.class)
			.run((context) -> {
				SelfInvoking job = context.getBean(SelfInvoking.class);
				job.run();
				assertThat(job.callGuarded()).isFalse();
				assertThat(job.runs()).isZero();
				job.callUnguarded();
				assertThat(job.runs()).isOne();
			});
	}

	private void handles(AssertableApplicationContext context) {
		@SuppressWarnings("unchecked")
		Handler<String> handler = context.getBean(Handler.class);
		TestElections elections = context.getBean(TestElections.class);
		assertThat(handler.handle("a")).isNull();
		elections.open();
		assertThat(handler.handle("a")).isEqualTo("a");
		assertThat(elections.getTaskNames()).containsExactly("leader:job.handle");
	}

	private static ContextConsumer<AssertableApplicationContext> gates(String task, Class<? extends Runnable> type) {
		return (context) -> gates(task, context.getBeanNamesForType(type)[0]).accept(context);
	}

	private static ContextConsumer<AssertableApplicationContext> gates(String task, String beanName) {
		return (context) -> {
			Runnable job = context.getBean(beanName, Runnable.class);
			TestElections elections = context.getBean(TestElections.class);
			assertThat(elections.getTaskNames()).containsExactly(task);
			TestElections.TestTask registered = elections.getTask(task.substring(task.indexOf(':') + 1));
			job.run();
			assertThat(registered.getSkipped()).isEqualTo(1);
			assertThat(registered.getRuns()).isZero();
			elections.open();
			job.run();
			assertThat(registered.getSkipped()).isEqualTo(1);
			assertThat(registered.getRuns()).isEqualTo(1);
		};
	}

	private static AnnotatedInterface client() {
		return ProxyFactory.getProxy(AnnotatedInterface.class, (MethodInterceptor) (invocation) -> {
			throw new IllegalStateException("must be skipped");
		});
	}

	private static AnnotatedInterface frozen() {
		ProxyFactory factory = new ProxyFactory(new InterfaceMethod());
		factory.setFrozen(true);
		return (AnnotatedInterface) factory.getProxy();
	}

	static class Job implements Runnable {

		final List<String> calls = new ArrayList<>();

		List<String> calls() {
			return this.calls;
		}

		@Override
		@Scheduled(cron = "-")
		public void run() {
			this.calls.add("run");
		}

	}

	static class MethodLevel implements Runnable {

		final List<String> calls = new ArrayList<>();

		List<String> calls() {
			return this.calls;
		}

		@Override
		@LeaderOnly
		public void run() {
			this.calls.add("run");
		}

		void free() {
			this.calls.add("free");
		}

	}

	static class SelfInvoking {

		private final Leadership leadership;

		private final AtomicInteger runs = new AtomicInteger();

		SelfInvoking(Leadership leadership) {
			this.leadership = leadership;
		}

		@LeaderOnly
		void run() {
			this.runs.incrementAndGet();
		}

		boolean callGuarded() {
			return this.leadership.guard(this::run);
		}

		void callUnguarded() {
			run();
		}

		int runs() {
			return this.runs.get();
		}

	}

	@LeaderOnly("reports")
	static class TypeLevel implements Runnable {

		final List<String> calls = new ArrayList<>();

		List<String> calls() {
			return this.calls;
		}

		@Override
		@Scheduled(cron = "-")
		public void run() {
			this.calls.add("run");
		}

		void free() {
			this.calls.add("free");
		}

	}

	@LeaderOnly("type")
	static class Overriding {

		@LeaderOnly("own")
		@Scheduled(cron = "-")
		void own() {
		}

		@Scheduled(cron = "-")
		@Scheduled(fixedDelay = 100_000)
		void run() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly
	@interface OnReportLeader {

		@AliasFor(annotation = LeaderOnly.class, attribute = "role")
		String name() default "reports";

	}

	static class MetaAnnotated implements Runnable {

		@Override
		@OnReportLeader
		public void run() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Scheduled(cron = "-")
	@interface Nightly {

	}

	@LeaderOnly
	static class MetaScheduled implements Runnable {

		@Override
		@Nightly
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethod {

		@Bean
		@LeaderOnly("reports")
		Runnable gated() {
			return new Job();
		}

		@Bean
		Job free() {
			return new Job();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethodOfAnnotatedType {

		@Bean
		@LeaderOnly("bean")
		TypeLevel job() {
			return new TypeLevel();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryBeanMethod {

		@Bean
		@LeaderOnly
		FactoryBean<Job> job() {
			return new FactoryBean<>() {

				@Override
				public Job getObject() {
					return new Job();
				}

				@Override
				public Class<?> getObjectType() {
					return Job.class;
				}

			};
		}

		@Bean
		Object user(Job job) {
			return new Object();
		}

	}

	@LeaderOnly
	@Configuration
	static class AnnotatedConfiguration {

		@Scheduled(cron = "-")
		void run() {
		}

	}

	static class InheritedMethod extends MethodLevel {

	}

	static class OverriddenMethod extends MethodLevel {

		@Override
		public void run() {
			this.calls.add("overridden");
		}

	}

	static class InheritedType extends TypeLevel {

	}

	interface AnnotatedInterface extends Runnable {

		@Override
		@LeaderOnly
		void run();

	}

	static class InterfaceMethod implements AnnotatedInterface {

		@Override
		public void run() {
		}

	}

	interface WithDefaultMethod extends Runnable {

		@Override
		@LeaderOnly
		default void run() {
		}

	}

	static class DefaultMethod implements WithDefaultMethod {

	}

	interface Handler<T> {

		@LeaderOnly
		T handle(T value);

	}

	static class StringHandler implements Handler<String> {

		@Override
		public String handle(String value) {
			return value;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedProxy {

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		MethodLevel job() {
			return new MethodLevel();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoNames {

		@Bean
		MethodLevel job() {
			return new MethodLevel();
		}

		@Bean
		Runnable alias(MethodLevel job) {
			return job;
		}

	}

	static class Overloaded {

		@LeaderOnly
		void run() {
		}

		@LeaderOnly
		void run(String name, int count) {
		}

		@LeaderOnly
		void other() {
		}

		void other(String ungated) {
		}

	}

	static class Placeholder implements Runnable {

		@Override
		@LeaderOnly("${job.role}")
		public void run() {
		}

	}

	static class Uninterrupted {

		@LeaderOnly(interrupt = false)
		void run() {
		}

	}

	static class TermAware {

		@LeaderOnly
		Long run() {
			return Term.current().fencingToken();
		}

	}

	static class EarlyCaller {

		EarlyCaller(MethodLevel job) {
			job.run();
		}

	}

	static class Starting implements SmartLifecycle {

		private final TestElections elections;

		private List<String> taskNames = List.of();

		Starting(TestElections elections) {
			this.elections = elections;
		}

		@Override
		public void start() {
			this.taskNames = this.elections.getTaskNames();
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE;
		}

	}

}
