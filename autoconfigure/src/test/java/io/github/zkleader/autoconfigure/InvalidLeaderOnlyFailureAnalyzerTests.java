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

package io.github.zkleader.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SubmissionPublisher;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Missed;
import io.github.zkleader.Otherwise;
import io.github.zkleader.autoconfigure.other.PackagePrivateJob;
import io.github.zkleader.gate.TestElections;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidLeaderOnlyFailureAnalyzer} and for all that it explains.
 */
class InvalidLeaderOnlyFailureAnalyzerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, LeaderGateAutoConfiguration.class))
		.withBean(TestElections.class);

	@Test
	void isRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, ex) -> {
		})).hasAtLeastOneElementOfType(InvalidLeaderOnlyFailureAnalyzer.class);
	}

	@Test
	void privateMethod() {
		refuses(PrivateMethod.class,
				"@LeaderOnly on method 'run()' of bean 'job' (" + PrivateMethod.class.getName()
						+ ") cannot work: the method is private, so calls of it do not pass the gate",
				"Make the method package-private, protected or public.");
	}

	@Test
	void privateScheduledMethodOfAnnotatedType() {
		refuses(PrivateScheduledMethod.class, "method 'run()'", "Make the method package-private");
	}

	@Test
	void finalMethod() {
		refuses(FinalMethod.class, "the method is final", "Make the method non-final.");
	}

	@Test
	void finalMethodBehindInterface() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", Runnable.class, FinalMethod::new)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void staticMethod() {
		refuses(StaticMethod.class, "the method is static", "Make the method an instance method.");
	}

	@Test
	void packagePrivateMethodOfOtherPackage() {
		refuses(InheritsPackagePrivate.class, "package-private in another package", "protected or public");
	}

	@Test
	void finalClass() {
		refuses(FinalClass.class, "the class is final", "spring.aop.proxy-target-class=false");
	}

	@Test
	void record() {
		refuses(this.contextRunner.withBean("job", Record.class, () -> new Record("a")), "the class is final",
				"no record");
	}

	@Test
	void finalClassBehindInterface() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", Runnable.class, FinalClass::new)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void methodInNoInterface() {
		refuses(this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("job", Runnable.class, NoInterfaceMethod::new), "none of its interfaces",
				"Declare the method in an interface");
	}

	@Test
	void missedWithoutSchedule() {
		refuses(MissedNothing.class, "the method is not @Scheduled and so misses nothing",
				"Add @Scheduled, or leave 'missed' out.");
	}

	@Test
	void missedWithSeveralSchedules() {
		refuses(MissedSeveral.class, "several @Scheduled annotations", "Give each schedule a method of its own.");
	}

	@Test
	void missedOneTimeTask() {
		refuses(MissedOneTime.class, "the method is scheduled once only", "Set one of cron, fixedRate and fixedDelay");
	}

	@Test
	void missedUnreadableSchedule() {
		refuses(MissedUnreadable.class, "its schedule cannot be read: Cron expression must consist of 6 fields",
				"Set one of cron, fixedRate and fixedDelay");
	}

	@Test
	void missedOfLifecycle() {
		refuses(MissedLifecycle.class, "no @Scheduled method and so misses nothing", "Leave 'missed' out.");
	}

	@Test
	void missedReactive() {
		refuses(MissedReactive.class, "the method returns Mono, so that its work is not over when it returns",
				"Do the work before the method returns");
	}

	@Test
	void missedStage() {
		refuses(MissedStage.class, "the method returns CompletionStage", "Do the work before the method returns");
	}

	@Test
	void missedAsynchronous() {
		refuses(this.contextRunner.withUserConfiguration(Asynchronous.class).withBean("job", MissedAsynchronous.class),
				"the method is asynchronous", "Remove @Async");
	}

	@Test
	void missedOfPrototype() {
		refuses(this.contextRunner
			.withBean("job", MissedPrototype.class, MissedPrototype::new,
					(definition) -> definition.setScope("prototype"))
			.withBean(UsesPrototype.class), "the bean is no singleton", "Make the bean a singleton");
	}

	@Test
	void typeWithNothingToGate() {
		refuses(NothingToGate.class, "@LeaderOnly on the type of bean 'job'",
				"Annotate the methods that only the leader may run");
	}

	@Test
	void typeWithAnnotatedButNoScheduledMethod() {
		refuses(NothingScheduled.class, "no @Scheduled method", "OnGrantedEvent");
	}

	@Test
	void beanMethodOfTypeWithNothingToGate() {
		refuses(this.contextRunner.withUserConfiguration(BeanMethod.class),
				"@LeaderOnly on @Bean method 'job()' of " + BeanMethod.class.getName() + " of bean 'job'",
				"Annotate the methods");
	}

	@Test
	void typeWithMessageListenersOnly() {
		refuses(Listeners.class, "there is nothing to gate", "message listeners for example");
	}

	@Test
	void lifecycleThatWouldBeStartedByTheContext() {
		refuses(this.contextRunner.withBean("job", Lifecycle.class)
			.withBean("lifecycleProcessor", DefaultLifecycleProcessor.class),
				"@LeaderOnly on the type of bean 'job' (" + Lifecycle.class.getName()
						+ ") cannot work: the LifecycleProcessor of the application context would start the bean",
				"let it extend LeaderLifecycleProcessor");
	}

	@Test
	void lifecycleWithRoleThatDoesNotResolve() {
		refuses(LifecycleOfUnknownRole.class, "the role '${job.role}' cannot be resolved", "Define the property");
	}

	@Test
	void lifecycleWithoutElections() {
		refuses(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderGateAutoConfiguration.class))
			.withBean("job", Lifecycle.class), "there is no GatedTasks bean", "leader.enabled=false");
	}

	@Test
	void failOnScheduledMethod() {
		refuses(FailScheduled.class, "otherwise = FAIL on a @Scheduled method", "Use otherwise = SKIP");
	}

	@Test
	void failOnTypeWithScheduledMethod() {
		refuses(FailType.class, "otherwise = FAIL on a @Scheduled method", "Use otherwise = SKIP");
	}

	@Test
	void callbackOfContainer() {
		refuses(Callback.class, "the container calls the method on the bean itself", "listener of OnGrantedEvent");
	}

	@Test
	void primitiveResult() {
		refuses(PrimitiveResult.class, "the method returns int", "use otherwise = FAIL");
	}

	@Test
	void futureThatCannotBeMadeUp() {
		refuses(SpecialFuture.class, "the method returns ScheduledFuture", "CompletableFuture");
	}

	@Test
	void reactiveResultThatCannotBeMadeUp() {
		refuses(Connectable.class, "there is no way to subscribe to what the method returns", "Declare Mono, Flux");
	}

	@Test
	void flowResultThatCannotBeMadeUp() {
		refuses(Submission.class, "there is no way to subscribe to what the method returns", "Declare Mono, Flux");
	}

	@Test
	void failOnReactiveScheduledMethod() {
		refuses(FailReactive.class, "otherwise = FAIL on a @Scheduled method", "Use otherwise = SKIP");
	}

	@Test
	void roleThatIsIllFormed() {
		refuses(IllFormedRole.class, "the role 'a/b' is not a valid name", "letters, digits, '.', '_' and '-'");
	}

	@Test
	void roleThatResolvesToIllFormedName() {
		refuses(this.contextRunner.withPropertyValues("job.role=a b").withBean("job", PlaceholderRole.class),
				"the role 'a b' is not a valid name; '${job.role}' resolves to it", "letters, digits");
	}

	@Test
	void roleThatResolvesToNothing() {
		refuses(this.contextRunner.withPropertyValues("job.role=").withBean("job", PlaceholderRole.class),
				"the role '${job.role}' resolves to nothing", "Give the property a value");
	}

	@Test
	void roleThatDoesNotResolve() {
		refuses(PlaceholderRole.class, "the role '${job.role}' cannot be resolved", "Define the property");
	}

	@Test
	void roleThatDoesNotResolveStrictly() {
		refuses(this.contextRunner.withConfiguration(AutoConfigurations.of(PropertyPlaceholderAutoConfiguration.class))
			.withBean("job", PlaceholderRole.class), "the role '${job.role}' cannot be resolved",
				"Define the property");
	}

	@Test
	void beanThatIsNeededByPostProcessor() {
		refuses(this.contextRunner.withBean("job", Job.class).withBean(Early.class),
				"the bean was made before it could be advised", "inject an ObjectProvider");
	}

	@Test
	void instanceThatWasRegistered() {
		refuses(this.contextRunner
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("job", new Job())),
				"not by the container", "Register a bean definition instead of an instance.");
	}

	@Test
	void missingElections() {
		refuses(new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderGateAutoConfiguration.class))
			.withBean("job", Job.class), "there is no GatedTasks bean", "leader.enabled=false");
	}

	private <T> void refuses(Class<T> type, String description, String action) {
		refuses(this.contextRunner.withBean("job", type), description, action);
	}

	private void refuses(ApplicationContextRunner contextRunner, String description, String action) {
		contextRunner.run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidLeaderOnlyFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains(description).contains("bean 'job'");
			assertThat(analysis.getAction()).contains(action);
		});
	}

	static class Job {

		@LeaderOnly
		void run() {
		}

	}

	static class PrivateMethod {

		@LeaderOnly
		private void run() {
		}

	}

	@LeaderOnly
	static class PrivateScheduledMethod {

		@Scheduled(cron = "-")
		private void run() {
		}

	}

	static class FinalMethod implements Runnable {

		@Override
		@LeaderOnly
		public final void run() {
		}

	}

	static class StaticMethod {

		@LeaderOnly
		static void run() {
		}

	}

	static class InheritsPackagePrivate extends PackagePrivateJob {

	}

	static final class FinalClass implements Runnable {

		@Override
		@LeaderOnly
		public void run() {
		}

	}

	record Record(String name) {

		@LeaderOnly
		void run() {
		}

	}

	static class NoInterfaceMethod implements Runnable {

		@Override
		public void run() {
		}

		@LeaderOnly
		void other() {
		}

	}

	@LeaderOnly
	static class NothingToGate {

		void run() {
		}

	}

	@LeaderOnly
	static class NothingScheduled {

		@LeaderOnly
		void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethod {

		@Bean
		@LeaderOnly
		Runnable job() {
			return () -> {
			};
		}

	}

	@LeaderOnly
	static class Lifecycle implements SmartLifecycle {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	@LeaderOnly("${job.role}")
	static class LifecycleOfUnknownRole extends Lifecycle {

	}

	@LeaderOnly
	static class Listeners {

		@EventListener
		void on(ContextRefreshedEvent event) {
		}

	}

	static class FailScheduled {

		@LeaderOnly(otherwise = Otherwise.FAIL)
		@Scheduled(cron = "-")
		void run() {
		}

	}

	@LeaderOnly(otherwise = Otherwise.FAIL)
	static class FailType {

		@Scheduled(cron = "-")
		void run() {
		}

	}

	static class Callback {

		@LeaderOnly
		@PostConstruct
		void init() {
		}

	}

	static class PrimitiveResult {

		@LeaderOnly
		int run() {
			return 1;
		}

	}

	static class SpecialFuture {

		@LeaderOnly
		ScheduledFuture<?> run() {
			throw new UnsupportedOperationException();
		}

	}

	static class Connectable {

		@LeaderOnly
		ConnectableFlux<String> run() {
			throw new UnsupportedOperationException();
		}

	}

	static class Submission {

		@LeaderOnly
		SubmissionPublisher<String> run() {
			throw new UnsupportedOperationException();
		}

	}

	static class FailReactive {

		@LeaderOnly(otherwise = Otherwise.FAIL)
		@Scheduled(fixedDelay = 1000)
		Mono<String> run() {
			return Mono.empty();
		}

	}

	static class IllFormedRole {

		@LeaderOnly("a/b")
		void run() {
		}

	}

	static class PlaceholderRole {

		@LeaderOnly("${job.role}")
		void run() {
		}

	}

	static class Early implements BeanPostProcessor, Ordered {

		Early(Job job) {
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

	}

	static class MissedNothing {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		void run() {
		}

	}

	static class MissedSeveral {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(cron = "0 0 2 * * *")
		@Scheduled(cron = "0 0 3 * * *")
		void run() {
		}

	}

	static class MissedOneTime {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(initialDelay = 1000)
		void run() {
		}

	}

	static class MissedUnreadable {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(cron = "at noon")
		void run() {
		}

	}

	@LeaderOnly(missed = Missed.RUN_ONCE)
	static class MissedLifecycle implements SmartLifecycle {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	static class MissedReactive {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(fixedRate = 1000)
		Mono<Void> run() {
			return Mono.empty();
		}

	}

	static class MissedStage {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(fixedRate = 1000)
		CompletionStage<Void> run() {
			return CompletableFuture.completedFuture(null);
		}

	}

	static class MissedAsynchronous {

		@Async
		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(fixedRate = 1000)
		void run() {
		}

	}

	static class MissedPrototype {

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(fixedRate = 1000)
		void run() {
		}

	}

	static class UsesPrototype {

		UsesPrototype(MissedPrototype job) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

	}

}
