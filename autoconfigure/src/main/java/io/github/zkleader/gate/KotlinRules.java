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
import java.util.concurrent.Future;

import io.github.zkleader.Otherwise;
import io.github.zkleader.gate.GatedMethod.Declaration;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Refuses functions of Kotlin's that could not be gated or not be skipped.
 */
final class KotlinRules {

	private static final String DEFERRED = "kotlinx.coroutines.Deferred";

	private KotlinRules() {
	}

	/**
	 * Check a method, which may be Java's.
	 * @param declaration the method
	 */
	static void check(Declaration declaration) {
		Method method = declaration.method();
		boolean suspending = KotlinDetector.isSuspendingFunction(method);
		if (ReactiveResults.isCoroutine(method) && !ReactiveResults.areCoroutinesPresent()) {
			throw declaration.invalid("there is no way to subscribe to what a coroutine does",
					"Have kotlinx-coroutines-reactor and kotlin-reflect on the class path.");
		}
		if (method.getReturnType().getName().equals(DEFERRED)) {
			throw declaration.invalid(
					"what a Deferred stands for has begun already and goes on when leadership is lost",
					"Make it a suspending function.");
		}
		if (suspending && isAsynchronous(getResultType(method))) {
			throw declaration.invalid(
					"it is a suspending function and returns " + getResultType(method).getSimpleName()
							+ ", so the work goes on after it has returned",
					"Return the value itself, or do not let the function suspend.");
		}
		if (declaration.annotation().otherwise() == Otherwise.SKIP && isSkippedWithNull(method, suspending)
				&& isNonNull(method)) {
			throw declaration.invalid("the result is not nullable in Kotlin, which leaves nothing to return to a "
					+ "caller whose call is skipped", "Make the result nullable, or use otherwise = FAIL.");
		}
	}

	private static boolean isAsynchronous(Class<?> type) {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
				|| Future.class.isAssignableFrom(type);
	}

	private static boolean isSkippedWithNull(Method method, boolean suspending) {
		return suspending
				|| (!ReactiveResults.isReactive(method) && SkippedResult.of(method.getReturnType()).get() == null);
	}

	private static boolean isNonNull(Method method) {
		return KotlinDetector.isKotlinType(method.getDeclaringClass()) && getResultType(method) != void.class
				&& Nullness.forMethodReturnType(method) == Nullness.NON_NULL;
	}

	private static Class<?> getResultType(Method method) {
		return MethodParameter.forExecutable(method, -1).getParameterType();
	}

}
