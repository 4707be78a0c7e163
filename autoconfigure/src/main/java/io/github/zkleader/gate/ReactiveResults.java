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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Methods that return something to subscribe to.
 */
final class ReactiveResults {

	private static final String KOTLIN_FLOW = "kotlinx.coroutines.flow.Flow";

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono",
			ReactiveResults.class.getClassLoader());

	private static final boolean COROUTINES_PRESENT = REACTOR_PRESENT && KotlinDetector.isKotlinReflectPresent()
			&& ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", ReactiveResults.class.getClassLoader());

	private ReactiveResults() {
	}

	/**
	 * Whether calls of a method only describe the work.
	 * @param method the method
	 * @return whether its result is reactive
	 */
	static boolean isReactive(Method method) {
		Class<?> type = method.getReturnType();
		return isCoroutine(method) || Flow.Publisher.class.isAssignableFrom(type)
				|| (!CompletionStage.class.isAssignableFrom(type) && getRegistry().getAdapter(type) != null);
	}

	/**
	 * Whether a method is a suspending function of Kotlin's or returns a flow.
	 * @param method the method
	 * @return whether it needs coroutines
	 */
	static boolean isCoroutine(Method method) {
		return KotlinDetector.isSuspendingFunction(method) || isKotlinFlow(method.getReturnType());
	}

	private static boolean isKotlinFlow(Class<?> type) {
		return type.getName().equals(KOTLIN_FLOW);
	}

	/**
	 * Whether coroutines can be subscribed to.
	 * @return whether the libraries are there
	 */
	static boolean areCoroutinesPresent() {
		return COROUTINES_PRESENT;
	}

	/**
	 * Return what to do with calls of a method.
	 * @param method the method
	 * @return the calls, or {@code null} if the result is not reactive or cannot be
	 * adapted
	 */
	static @Nullable ReactiveCalls getCalls(Method method) {
		if (isCoroutine(method)) {
			return COROUTINES_PRESENT ? getCoroutineCalls(method) : null;
		}
		ReactiveAdapter adapter = getAdapter(method);
		return (adapter != null) ? ReactiveCalls.adaptedBy(adapter) : null;
	}

	private static ReactiveCalls getCoroutineCalls(Method method) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			return new SuspendingCalls();
		}
		return new FlowCalls();
	}

	/**
	 * Return what adapts the result of a method to a publisher and back.
	 * @param method the method
	 * @return the adapter, or {@code null} if the result is not reactive or cannot be
	 * adapted
	 */
	static @Nullable ReactiveAdapter getAdapter(Method method) {
		if (!REACTOR_PRESENT || !isReactive(method)) {
			return null;
		}
		ReactiveAdapter adapter = getRegistry().getAdapter(method.getReturnType());
		return (adapter != null && adapter.getReactiveType() == method.getReturnType()) ? adapter : null;
	}

	private static ReactiveAdapterRegistry getRegistry() {
		return ReactiveAdapterRegistry.getSharedInstance();
	}

}
