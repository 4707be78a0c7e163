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

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;

/**
 * Applies a {@link LeaderOnlyInterceptor} to the one method it is for. A bean has an
 * advisor for each of its gated methods, so that nothing is left to look up when a method
 * is called.
 */
@SuppressWarnings("serial")
final class LeaderOnlyAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private final GatedMethod method;

	LeaderOnlyAdvisor(GatedMethod method) {
		super(method.createInterceptor());
		this.method = method;
	}

	GatedMethod getMethod() {
		return this.method;
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return this.method.isInvokedBy(method);
	}

	/**
	 * Whether calls of the given object, or of what it is a proxy for, are gated.
	 * @param bean the object
	 * @return whether there is an advisor of this kind
	 */
	static boolean isPresentOn(Object bean) {
		Object current = bean;
		while (current instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor instanceof LeaderOnlyAdvisor) {
					return true;
				}
			}
			current = AopProxyUtils.getSingletonTarget(current);
		}
		return false;
	}

}
