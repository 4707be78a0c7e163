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

import java.lang.reflect.Method;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Missed;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * An annotation that is about a bean as a whole.
 *
 * @param annotation the annotation
 * @param member what carries it
 */
record BeanDeclaration(LeaderOnly annotation, String member) {

	/**
	 * Find the annotation: that of the {@code @Bean} method, or else that of the type.
	 * @param beanFactory the factory of the bean
	 * @param beanClass the class of the bean
	 * @param beanName the name of the bean
	 * @param type what its type says
	 * @return the declaration, or {@code null}
	 */
	static @Nullable BeanDeclaration find(ConfigurableListableBeanFactory beanFactory, Class<?> beanClass,
			String beanName, AnnotatedType type) {
		Method factoryMethod = isAboutProduct(beanClass) ? null : getFactoryMethod(beanFactory, beanName);
		if (factoryMethod != null) {
			LeaderOnly annotation = AnnotatedElementUtils.findMergedAnnotation(factoryMethod, LeaderOnly.class);
			if (annotation != null) {
				return new BeanDeclaration(annotation, "@Bean method '%s' of %s"
					.formatted(Signatures.describe(factoryMethod), factoryMethod.getDeclaringClass().getName()));
			}
		}
		return (type.annotation() != null) ? new BeanDeclaration(type.annotation(), "the type") : null;
	}

	// A factory that has a lifecycle starts and stops what it makes itself.
	private static boolean isAboutProduct(Class<?> beanClass) {
		return FactoryBean.class.isAssignableFrom(beanClass) && !SmartLifecycle.class.isAssignableFrom(beanClass);
	}

	private static @Nullable Method getFactoryMethod(ConfigurableListableBeanFactory beanFactory, String beanName) {
		if (!beanFactory.containsBeanDefinition(beanName)) {
			return null;
		}
		return (beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)
				? definition.getResolvedFactoryMethod() : null;
	}

	/**
	 * Check that there is something for the annotation to gate.
	 * @param beanName the name of the bean
	 * @param beanType the class of the bean
	 * @param scheduled whether the bean has {@code @Scheduled} methods
	 */
	void check(String beanName, Class<?> beanType, boolean scheduled) {
		if (!scheduled && !SmartLifecycle.class.isAssignableFrom(beanType)) {
			throw invalid(beanName, beanType,
					"there is nothing to gate, as the bean has no @Scheduled method and is no SmartLifecycle",
					"Annotate the methods that only the leader may run, message listeners for example, or use "
							+ "listeners of OnGrantedEvent and OnRevokedEvent.");
		}
		if (!scheduled && this.annotation.missed() != Missed.SKIP) {
			throw invalid(beanName, beanType,
					"'missed' is set, but the bean has no @Scheduled method and so misses nothing",
					"Leave 'missed' out.");
		}
	}

	InvalidLeaderOnlyException invalid(String beanName, Class<?> beanType, String problem, String action) {
		return new InvalidLeaderOnlyException(beanName, beanType, this.member, problem, action);
	}

}
