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

import java.time.Duration;

import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.gate.GatePlacementBeanPostProcessor;
import io.github.zkleader.gate.LeaderLifecycleProcessor;
import io.github.zkleader.gate.LeaderLifecycles;
import io.github.zkleader.gate.LeaderOnlyBeanPostProcessor;
import io.github.zkleader.gate.ticks.Ticks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} for the advice of {@link LeaderOnly}
 * methods and for the lifecycle of {@link LeaderOnly} beans, in each context of its own:
 * the post-processors of a parent do not see the beans of its children. There is no
 * condition on the elections: where they are disabled the gate is closed, and where they
 * are missing the application must not start.
 */
@AutoConfiguration(before = LifecycleAutoConfiguration.class)
public final class LeaderGateAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	static LeaderOnlyBeanPostProcessor leaderOnlyBeanPostProcessor(ObjectProvider<GatedTasks> tasks,
			ObjectProvider<LeaderElections> elections, Environment environment) {
		LeaderOnlyBeanPostProcessor postProcessor = new LeaderOnlyBeanPostProcessor(tasks, elections);
		postProcessor
			.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		Binder.get(environment)
			.bind("leader.missed-max-age", Duration.class)
			.ifBound(postProcessor.getTicks()::setMaxAge);
		return postProcessor;
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static GatePlacementBeanPostProcessor leaderGatePlacementBeanPostProcessor() {
		return new GatePlacementBeanPostProcessor();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	LeaderLifecycles leaderLifecycles(LeaderOnlyBeanPostProcessor postProcessor) {
		return postProcessor.getLifecycles();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	Ticks leaderTicks(LeaderOnlyBeanPostProcessor postProcessor) {
		return postProcessor.getTicks();
	}

	@Bean(name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
	@ConditionalOnMissingBean(name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME,
			search = SearchStrategy.CURRENT)
	LeaderLifecycleProcessor lifecycleProcessor(LeaderLifecycles lifecycles, Environment environment) {
		LeaderLifecycleProcessor processor = new LeaderLifecycleProcessor(lifecycles);
		processor.setTimeoutPerShutdownPhase(30_000);
		Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.ifBound((timeout) -> processor.setTimeoutPerShutdownPhase(timeout.toMillis()));
		return processor;
	}

}
