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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.interceptor.AsyncExecutionAspectSupport;

/**
 * Where the gate of a method stands among the other advice of its bean: before all, but
 * after what moves the call to another thread. Decided by what the advice is rather than
 * by the order of whoever added it.
 */
final class GatePlacement {

	private final List<Advised> proxies;

	private GatePlacement(List<Advised> proxies) {
		this.proxies = proxies;
	}

	/**
	 * Put every gate of a bean in its place.
	 * @param bean the bean, which may be a proxy of a proxy
	 */
	static void arrange(Object bean) {
		List<Advised> proxies = new ArrayList<>();
		Object current = bean;
		while (current instanceof Advised advised) {
			proxies.add(advised);
			current = AopProxyUtils.getSingletonTarget(current);
		}
		GatePlacement placement = new GatePlacement(proxies);
		for (Advised proxy : proxies) {
			for (Advisor advisor : proxy.getAdvisors()) {
				if (advisor instanceof LeaderOnlyAdvisor gate) {
					placement.arrange(proxy, gate);
				}
			}
		}
	}

	private void arrange(Advised current, LeaderOnlyAdvisor gate) {
		Advised proxy = this.proxies.get(0);
		int index = 0;
		for (Advised candidate : this.proxies) {
			Advisor[] advisors = candidate.getAdvisors();
			for (int i = 0; i < advisors.length; i++) {
				if (isAsynchronous(advisors[i], gate.getMethod())) {
					gate.getMethod().checkAsynchronous();
					proxy = candidate;
					index = i + 1;
				}
			}
		}
		if (!isInPlace(current, proxy, index, gate)) {
			move(current, proxy, index, gate);
		}
	}

	private boolean isInPlace(Advised current, Advised proxy, int index, LeaderOnlyAdvisor gate) {
		return current == proxy && current.indexOf(gate) >= index
				&& Arrays.stream(current.getAdvisors(), index, current.indexOf(gate))
					.allMatch(LeaderOnlyAdvisor.class::isInstance);
	}

	private void move(Advised current, Advised proxy, int index, LeaderOnlyAdvisor gate) {
		if (current.isFrozen() || proxy.isFrozen()) {
			throw gate.getMethod()
				.getDeclaration()
				.invalid("the proxy of the bean is frozen, so the gate cannot be put in front of the other advice, "
						+ "or behind that of @Async", "Do not freeze the proxy.");
		}
		int from = current.indexOf(gate);
		current.removeAdvisor(from);
		proxy.addAdvisor((current == proxy && from < index) ? index - 1 : index, gate);
	}

	private static boolean isAsynchronous(Advisor advisor, GatedMethod method) {
		return advisor.getAdvice() instanceof AsyncExecutionAspectSupport
				&& (!(advisor instanceof PointcutAdvisor pointcutAdvisor)
						|| isApplied(pointcutAdvisor, method.getDeclaration()));
	}

	private static boolean isApplied(PointcutAdvisor advisor, GatedMethod.Declaration declaration) {
		Class<?> beanType = declaration.beanType();
		return advisor.getPointcut().getClassFilter().matches(beanType)
				&& advisor.getPointcut().getMethodMatcher().matches(declaration.method(), beanType);
	}

}
