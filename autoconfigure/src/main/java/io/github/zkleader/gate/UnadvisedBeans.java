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

import java.util.function.Predicate;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds singletons that ask for a gate and have none: they exist since before there was
 * advice, or were not made by the container.
 */
final class UnadvisedBeans {

	/**
	 * What the test framework registers where tests replace beans, by mocks for example,
	 * which do no work that had to be gated.
	 */
	private static final String BEAN_OVERRIDES = "org.springframework.test.context.bean.override.internalBeanOverrideRegistry";

	private final ConfigurableListableBeanFactory beanFactory;

	private final GatedMethodFinder finder;

	UnadvisedBeans(GatedMethodFinder finder) {
		this.beanFactory = finder.getBeanFactory();
		this.finder = finder;
	}

	/**
	 * Check that there are none.
	 * @param advised whether the bean of a name was seen to be advised
	 */
	void check(Predicate<String> advised) {
		if (this.beanFactory.containsSingleton(BEAN_OVERRIDES)) {
			return;
		}
		for (String beanName : this.beanFactory.getSingletonNames()) {
			Object bean = this.beanFactory.getSingleton(beanName);
			if (bean != null && !(bean instanceof AopInfrastructureBean) && this.finder.isAnnotated(bean, beanName)
					&& !LeaderOnlyAdvisor.isPresentOn(bean) && !advised.test(beanName)) {
				throw new InvalidLeaderOnlyException(beanName, bean.getClass(), "the class or a method",
						"the bean was made before it could be advised, or not by the container, so calls of it "
								+ "do not pass the gate",
						"Let no BeanPostProcessor or BeanFactoryPostProcessor depend on the bean: make their "
								+ "@Bean methods static and inject an ObjectProvider. Register a bean definition "
								+ "instead of an instance.");
			}
		}
	}

}
