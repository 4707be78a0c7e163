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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.election.Elections;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Registers a lazy {@link Leadership} bean for the default role, which is the primary
 * one, and for each of {@code leader.roles}, qualified by the name of the role. Done at
 * run time under AOT too, so that roles are not frozen at build time.
 */
final class LeadershipRegistrar implements BeanDefinitionRegistryPostProcessor {

	private static final String DEFAULT_BEAN_NAME = "leadership";

	private final Environment environment;

	LeadershipRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		String defaultRole = this.environment.getProperty("leader.role", "leader");
		List<String> roles = Binder.get(this.environment)
			.bind("leader.roles", Bindable.listOf(String.class))
			.orElse(List.of());
		register(registry, DEFAULT_BEAN_NAME, defaultRole, true);
		Set<String> others = new LinkedHashSet<>(roles);
		others.remove(defaultRole);
		others.forEach((role) -> register(registry, role + "Leadership", role, false));
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		UntouchedClient.keep(beanFactory);
	}

	private void register(BeanDefinitionRegistry registry, String beanName, String role, boolean primary) {
		if (registry.containsBeanDefinition(beanName)) {
			return;
		}
		LeadershipDefinition definition = new LeadershipDefinition(role,
				() -> join((ConfigurableListableBeanFactory) registry, role));
		definition.setPrimary(primary);
		registry.registerBeanDefinition(beanName, definition);
	}

	private static Leadership join(BeanFactory beanFactory, String role) {
		Elections elections = beanFactory.getBeanProvider(Elections.class).getIfAvailable();
		return (elections != null) ? elections.join(role) : beanFactory.getBean(LeaderElections.class).get(role);
	}

}
