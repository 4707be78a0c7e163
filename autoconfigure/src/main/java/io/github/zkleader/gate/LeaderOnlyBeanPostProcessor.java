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

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.gate.ticks.Ticks;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.SmartClassLoader;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Puts the gate in front of {@link LeaderOnly} methods: outside transactions, caching,
 * retries and aspects, so that none of them does anything on a follower, and inside
 * {@code @Async}, so that it is asked on the thread that does the work.
 * <p>
 * Comes before the post-processors that let a scheduler or a listener container call a
 * bean, so that they call the proxy.
 */
@SuppressWarnings("serial")
public final class LeaderOnlyBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private final Gate gate;

	private final LeaderLifecycles lifecycles = new LeaderLifecycles();

	private final Ticks ticks = new Ticks();

	private final Map<BeanKey, List<GatedMethod>> gatedMethods = new ConcurrentHashMap<>();

	private @Nullable GatedMethodFinder finder;

	private volatile boolean singletonsInstantiated;

	/**
	 * Create a new post-processor.
	 * @param tasks the registry of gated work
	 * @param elections the elections to name the leader of
	 */
	public LeaderOnlyBeanPostProcessor(ObjectProvider<GatedTasks> tasks, ObjectProvider<LeaderElections> elections) {
		this.gate = new Gate(tasks, elections, this.ticks);
		setBeforeExistingAdvisors(true);
		setOrder(Ordered.LOWEST_PRECEDENCE - 1);
	}

	/**
	 * Return the beans that are started and stopped with leadership, which have to be
	 * told what happens in the elections.
	 * @return the lifecycles
	 */
	public LeaderLifecycles getLifecycles() {
		return this.lifecycles;
	}

	/**
	 * Return the scheduled methods whose missed times are made up for, which have to be
	 * told what happens in the elections and which scheduler there is.
	 * @return the methods
	 */
	public Ticks getTicks() {
		return this.ticks;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		this.finder = new GatedMethodFinder((ConfigurableListableBeanFactory) beanFactory, this.gate);
		// A stand-in for the advisors of a bean, to generate the class of its proxy ahead
		// of time.
		this.advisor = new DefaultPointcutAdvisor((MethodInterceptor) MethodInvocation::proceed);
	}

	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		return (!Proxy.isProxyClass(beanClass) && getFinder().isGated(beanClass, beanName))
				? super.determineBeanType(beanClass, beanName) : beanClass;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean || isOriginalInstance(beanName)
				|| LeaderOnlyAdvisor.isPresentOn(bean)) {
			return bean;
		}
		BeanKey key = new BeanKey(beanName, bean.getClass());
		List<GatedMethod> methods = this.gatedMethods.get(key);
		if (methods == null) {
			if (isMadeByGatedFactory(bean, beanName)) {
				return bean;
			}
			methods = getFinder().find(bean, beanName);
			follow(bean, beanName);
			if (methods.isEmpty()) {
				return bean;
			}
		}
		Object proxy = advise(bean, beanName, methods);
		this.gatedMethods.putIfAbsent(key, methods);
		if (this.singletonsInstantiated) {
			methods.forEach(GatedMethod::getTask);
		}
		return proxy;
	}

	private boolean isMadeByGatedFactory(Object bean, String beanName) {
		return this.lifecycles.contains(beanName) && !(bean instanceof FactoryBean)
				&& getFinder().getBeanFactory().isFactoryBean(beanName);
	}

	private void follow(Object bean, String beanName) {
		GatedLifecycle lifecycle = getFinder().findLifecycle(bean, beanName);
		if (lifecycle != null) {
			this.lifecycles.add(lifecycle);
			if (this.singletonsInstantiated) {
				registerLifecycles();
			}
		}
	}

	private void registerLifecycles() {
		if (!this.lifecycles.isEmpty()) {
			this.lifecycles.register(isLifecycleProcessorAware(), isTold());
		}
	}

	// The elections of a parent context do not tell this one what happens
	private boolean isTold() {
		ConfigurableListableBeanFactory beanFactory = getFinder().getBeanFactory();
		return beanFactory.getBeanNamesForType(GatedTasks.class, true, false).length > 0 || BeanFactoryUtils
			.beanNamesForTypeIncludingAncestors(beanFactory, GatedTasks.class, true, false).length == 0;
	}

	private boolean isLifecycleProcessorAware() {
		ConfigurableListableBeanFactory beanFactory = getFinder().getBeanFactory();
		String name = AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME;
		return beanFactory.containsLocalBean(name) && beanFactory.getBean(name) instanceof LeaderLifecycleProcessor;
	}

	private Object advise(Object bean, String beanName, List<GatedMethod> methods) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			check(methods, !Proxy.isProxyClass(bean.getClass()), bean.getClass().getInterfaces());
			methods.forEach((method) -> advised.addAdvisor(0, new LeaderOnlyAdvisor(method)));
			return bean;
		}
		ProxyFactory proxyFactory = prepareProxyFactory(bean, beanName);
		check(methods, proxyFactory.isProxyTargetClass(), proxyFactory.getProxiedInterfaces());
		methods.forEach((method) -> proxyFactory.addAdvisor(new LeaderOnlyAdvisor(method)));
		proxyFactory.setFrozen(isFrozen());
		proxyFactory.setPreFiltered(true);
		return proxyFactory.getProxy(getProxyClassLoader(bean.getClass()));
	}

	@Override
	protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
		ProxyFactory proxyFactory = super.prepareProxyFactory(bean, beanName);
		Class<?> beanClass = bean.getClass();
		if (Proxy.isProxyClass(beanClass) || ClassUtils.isLambdaClass(beanClass)) {
			proxyFactory.setProxyTargetClass(false);
			proxyFactory.setInterfaces(beanClass.getInterfaces());
		}
		else if (!proxyFactory.isProxyTargetClass() && proxyFactory.getProxiedInterfaces().length == 0) {
			evaluateProxyInterfaces(beanClass, proxyFactory);
		}
		return proxyFactory;
	}

	private @Nullable ClassLoader getProxyClassLoader(Class<?> beanClass) {
		ClassLoader classLoader = getProxyClassLoader();
		return (classLoader instanceof SmartClassLoader smart && classLoader != beanClass.getClassLoader())
				? smart.getOriginalClassLoader() : classLoader;
	}

	private static void check(List<GatedMethod> methods, boolean classProxy, Class<?>[] interfaces) {
		for (GatedMethod method : methods) {
			if (classProxy) {
				GatedMethodRules.checkForClassProxy(method);
			}
			else {
				GatedMethodRules.checkForInterfaceProxy(method, interfaces);
			}
		}
	}

	/**
	 * Register the tasks of all beans so far, before the elections start. Those of later
	 * beans are registered on creation.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		new UnadvisedBeans(getFinder()).check(this::isAdvised);
		this.singletonsInstantiated = true;
		this.gatedMethods.values().forEach((methods) -> methods.forEach(GatedMethod::getTask));
		registerLifecycles();
	}

	private boolean isAdvised(String beanName) {
		return this.lifecycles.contains(beanName)
				|| this.gatedMethods.keySet().stream().anyMatch((key) -> key.beanName().equals(beanName));
	}

	private GatedMethodFinder getFinder() {
		GatedMethodFinder finder = this.finder;
		if (finder == null) {
			throw new IllegalStateException("The bean factory has not been set");
		}
		return finder;
	}

	private static boolean isOriginalInstance(String beanName) {
		return beanName.endsWith(AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX);
	}

	private record BeanKey(String beanName, Class<?> beanClass) {

	}

}
