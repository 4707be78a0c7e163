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

import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.gate.LeaderOnlyBeanPostProcessor;
import io.github.zkleader.gate.TestElections;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderGateAutoConfiguration}.
 */
class LeaderGateAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("only.at.run.time=reports")
		.withConfiguration(AutoConfigurations.of(LeaderGateAutoConfiguration.class));

	@Test
	void isPresentWithoutElections() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(LeaderOnlyBeanPostProcessor.class));
	}

	@Test
	void isPresentWhenElectionsAreDisabled() {
		this.contextRunner.withPropertyValues("leader.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(LeaderOnlyBeanPostProcessor.class));
	}

	@Test
	void backsOffForUsersPostProcessor() {
		this.contextRunner.withUserConfiguration(UserPostProcessor.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderOnlyBeanPostProcessor.class)
				.hasBean("userPostProcessor"));
	}

	@Test
	void classProxyIsTheDefault() {
		this.contextRunner.withBean(TestElections.class)
			.withBean("job", Runnable.class, Job::new)
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean("job"))).isTrue());
	}

	@Test
	void interfaceProxyIfSoConfigured() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(TestElections.class)
			.withBean("job", Runnable.class, Job::new)
			.run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean("job"))).isTrue());
	}

	@Test
	void electionsAreNotNeededUntilThereIsSomethingToGate() {
		this.contextRunner.withBean("tasks", TestElections.class, () -> {
			throw new IllegalStateException("not lazy");
		}, (definition) -> definition.setLazyInit(true)).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void classOfProxyIsKnownAheadOfTime() {
		try (AnnotationConfigApplicationContext context = aheadOfTime(true)) {
			RuntimeHints hints = new RuntimeHints();
			context.refreshForAotProcessing(hints);
			assertThat(hints.reflection().typeHints())
				.anyMatch((hint) -> hint.getType().getName().startsWith(Job.class.getName() + "$$SpringCGLIB$$"));
		}
	}

	@Test
	void interfacesOfProxyAreKnownAheadOfTime() {
		try (AnnotationConfigApplicationContext context = aheadOfTime(false)) {
			RuntimeHints hints = new RuntimeHints();
			context.refreshForAotProcessing(hints);
			assertThat(hints.proxies().jdkProxyHints())
				.anyMatch((hint) -> hint.getProxiedInterfaces().get(0).getName().equals(Runnable.class.getName()));
		}
	}

	private static AnnotationConfigApplicationContext aheadOfTime(boolean proxyTargetClass) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.setEnvironment(
				new MockEnvironment().withProperty("spring.aop.proxy-target-class", String.valueOf(proxyTargetClass)));
		context.register(LeaderGateAutoConfiguration.class);
		context.registerBean("job", Job.class);
		return context;
	}

	static class Job implements Runnable {

		@Override
		@LeaderOnly("${only.at.run.time}")
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserPostProcessor {

		@Bean
		static LeaderOnlyBeanPostProcessor userPostProcessor(ObjectProvider<GatedTasks> tasks,
				ObjectProvider<LeaderElections> elections) {
			return new LeaderOnlyBeanPostProcessor(tasks, elections);
		}

	}

}
