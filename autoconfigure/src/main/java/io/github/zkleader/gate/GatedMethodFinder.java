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
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.gate.GatedMethod.Declaration;
import io.github.zkleader.gate.RoleResolver.Subject;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.ClassUtils;

/**
 * Finds the gated methods of beans.
 */
final class GatedMethodFinder {

	private final ConfigurableListableBeanFactory beanFactory;

	private final RoleResolver roles;

	private final Gate gate;

	private final Mentions mentions = new Mentions();

	private final Map<Class<?>, AnnotatedType> types = new ConcurrentHashMap<>();

	GatedMethodFinder(ConfigurableListableBeanFactory beanFactory, Gate gate) {
		this.beanFactory = beanFactory;
		this.roles = new RoleResolver(beanFactory);
		this.gate = gate;
	}

	ConfigurableListableBeanFactory getBeanFactory() {
		return this.beanFactory;
	}

	/**
	 * Whether anything asks for the bean to be gated.
	 * @param bean the bean
	 * @param beanName the name of the bean
	 * @return whether there is an annotation
	 */
	boolean isAnnotated(Object bean, String beanName) {
		AnnotatedType type = introspect(bean.getClass(), getTargetClass(bean));
		if (type.hasLeaderOnly() || bean instanceof FactoryBean) {
			return type.hasLeaderOnly();
		}
		Class<?> originalClass = AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		return (originalClass != null && introspect(originalClass).hasLeaderOnly())
				|| BeanDeclaration.find(this.beanFactory, bean.getClass(), beanName, type) != null;
	}

	/**
	 * Find the methods.
	 * @param bean the bean, which may be a proxy already
	 * @param beanName the name of the bean
	 * @return the methods
	 */
	List<GatedMethod> find(Object bean, String beanName) {
		Class<?> targetClass = getTargetClass(bean);
		AnnotatedType mentioned = introspect(bean.getClass(), targetClass);
		BeanDeclaration beanDeclaration = BeanDeclaration.find(this.beanFactory, bean.getClass(), beanName, mentioned);
		if (beanDeclaration == null && mentioned.methods().isEmpty()) {
			return List.of();
		}
		AnnotatedType type = introspect(bean.getClass(), targetClass, AnnotatedType::of);
		Map<Method, LeaderOnly> annotations = new LinkedHashMap<>(type.methods());
		if (beanDeclaration != null) {
			beanDeclaration.check(beanName, targetClass, !type.scheduled().isEmpty());
			type.scheduled().forEach((method) -> annotations.putIfAbsent(method, beanDeclaration.annotation()));
		}
		return annotations.entrySet()
			.stream()
			.map((entry) -> new Declaration(beanName, targetClass, entry.getKey(), entry.getValue(),
					type.scheduled().contains(entry.getKey())))
			.map((declaration) -> new GatedMethod(this.gate, this.beanFactory, declaration,
					this.roles.resolve(declaration.annotation(), declaration::invalid),
					getTaskName(beanName, declaration.method(), annotations.keySet())))
			.toList();
	}

	/**
	 * Find the lifecycle of a bean that is to follow leadership.
	 * @param bean the bean, which may be a proxy already
	 * @param beanName the name of the bean
	 * @return the lifecycle, or {@code null}
	 */
	@Nullable GatedLifecycle findLifecycle(Object bean, String beanName) {
		if (!(bean instanceof SmartLifecycle lifecycle)) {
			return null;
		}
		AnnotatedType type = introspect(bean.getClass(), getTargetClass(bean));
		BeanDeclaration declaration = BeanDeclaration.find(this.beanFactory, bean.getClass(), beanName, type);
		if (declaration == null) {
			return null;
		}
		Class<?> beanType = getTargetClass(bean);
		String name = (bean instanceof FactoryBean) ? BeanFactory.FACTORY_BEAN_PREFIX + beanName : beanName;
		boolean known = this.beanFactory.containsBean(name);
		if (known && !this.beanFactory.isSingleton(name)) {
			throw declaration.invalid(beanName, beanType,
					"a SmartLifecycle that is no singleton cannot be started and stopped with leadership",
					"Make the bean a singleton.");
		}
		Subject subject = (problem, action) -> declaration.invalid(beanName, beanType, problem, action);
		String role = this.roles.resolve(declaration.annotation(), subject);
		return new GatedLifecycle(beanName,
				() -> known ? this.beanFactory.getBean(name, SmartLifecycle.class) : lifecycle,
				() -> this.gate.require(role, beanName + ".start", true, false, subject), subject);
	}

	/**
	 * Whether beans of the class have anything to gate, as far as the class tells.
	 * @param beanClass the class
	 * @param beanName the name of the bean
	 * @return whether a proxy is needed
	 */
	boolean isGated(Class<?> beanClass, String beanName) {
		Class<?> userClass = ClassUtils.getUserClass(beanClass);
		AnnotatedType type = introspect(userClass);
		return !type.methods().isEmpty() || (BeanDeclaration.find(this.beanFactory, beanClass, beanName, type) != null
				&& !AnnotatedType.of(userClass).scheduled().isEmpty());
	}

	private AnnotatedType introspect(Class<?> beanClass, Class<?> targetClass) {
		return introspect(beanClass, targetClass, this::introspect);
	}

	private static AnnotatedType introspect(Class<?> beanClass, Class<?> targetClass,
			Function<Class<?>, AnnotatedType> types) {
		AnnotatedType type = !Proxy.isProxyClass(targetClass) ? types.apply(targetClass) : AnnotatedType.NONE;
		return Proxy.isProxyClass(beanClass) ? type.merge(types.apply(beanClass), targetClass) : type;
	}

	// Without any mention, scheduled methods matter only to beans that are declared so
	private AnnotatedType introspect(Class<?> type) {
		if (!this.mentions.contains(type)) {
			return AnnotatedType.NONE;
		}
		return this.types.computeIfAbsent(type, AnnotatedType::of);
	}

	private static Class<?> getTargetClass(Object bean) {
		return ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
	}

	private static String getTaskName(String beanName, Method method, Collection<Method> gated) {
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		boolean overloaded = gated.stream()
			.anyMatch((other) -> other.getName().equals(method.getName()) && !other.equals(method));
		return name + "." + (overloaded ? Signatures.describe(method) : method.getName());
	}

}
