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
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

import io.github.zkleader.Otherwise;
import io.github.zkleader.gate.GatedMethod.Declaration;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Refuses what could not be gated, so that nothing runs without anybody noticing.
 */
final class GatedMethodRules {

	private static final List<String> CALLBACKS = List.of("jakarta.annotation.PostConstruct",
			"jakarta.annotation.PreDestroy");

	private GatedMethodRules() {
	}

	/**
	 * Check a method for a proxy that is a subclass of the class of the bean.
	 * @param method the method
	 */
	static void checkForClassProxy(GatedMethod method) {
		Declaration declaration = method.getDeclaration();
		check(method);
		Class<?> beanType = declaration.beanType();
		int modifiers = declaration.method().getModifiers();
		if (Modifier.isFinal(beanType.getModifiers())) {
			throw declaration.invalid("the class is final, so there can be no proxy that asks the gate",
					"Make the class non-final and no record, or let it implement an interface with the method "
							+ "and set spring.aop.proxy-target-class=false.");
		}
		if (Modifier.isFinal(modifiers)) {
			throw declaration.invalid("the method is final, so calls of it do not pass the gate",
					"Make the method non-final.");
		}
		if (isPackagePrivate(modifiers)
				&& !declaration.method().getDeclaringClass().getPackageName().equals(beanType.getPackageName())) {
			throw declaration.invalid(
					"the method is package-private in another package, so calls of it do not pass the gate",
					"Make the method protected or public.");
		}
	}

	/**
	 * Check a method for a proxy that has interfaces only.
	 * @param method the method
	 * @param interfaces the interfaces of the proxy
	 */
	static void checkForInterfaceProxy(GatedMethod method, Class<?>[] interfaces) {
		Declaration declaration = method.getDeclaration();
		check(method);
		if (Arrays.stream(interfaces)
			.flatMap((type) -> Arrays.stream(type.getMethods()))
			.noneMatch(method::isInvokedBy)) {
			throw declaration.invalid("the bean has a JDK proxy and the method is in none of its interfaces",
					"Declare the method in an interface of the bean, or use a class proxy "
							+ "(spring.aop.proxy-target-class=true, the default).");
		}
	}

	private static void check(GatedMethod method) {
		Declaration declaration = method.getDeclaration();
		int modifiers = declaration.method().getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			throw declaration.invalid("the method is private, so calls of it do not pass the gate",
					"Make the method package-private, protected or public.");
		}
		if (Modifier.isStatic(modifiers)) {
			throw declaration.invalid("the method is static, so calls of it do not pass the gate",
					"Make the method an instance method.");
		}
		if (declaration.scheduled() && declaration.annotation().otherwise() == Otherwise.FAIL) {
			throw declaration.invalid(
					"otherwise = FAIL on a @Scheduled method would log an error at every tick on every follower",
					"Use otherwise = SKIP, the default.");
		}
		if (CALLBACKS.stream().anyMatch(MergedAnnotations.from(declaration.method())::isPresent)) {
			throw declaration.invalid("the container calls the method on the bean itself, past the gate",
					"Do the work in a listener of OnGrantedEvent or OnRevokedEvent.");
		}
		checkResult(declaration);
		if (declaration.isTicked()) {
			checkTicked(method);
		}
	}

	private static void checkTicked(GatedMethod method) {
		Declaration declaration = method.getDeclaration();
		Class<?> type = declaration.method().getReturnType();
		if (ReactiveResults.isReactive(declaration.method()) || SkippedResult.isAsynchronous(type)) {
			throw declaration.invalid(
					"'missed' is set, but the method returns " + type.getSimpleName()
							+ ", so that its work is not over when it returns",
					"Do the work before the method returns, or leave 'missed' out.");
		}
		if (!method.isSingleton()) {
			throw declaration.invalid("'missed' is set, but the bean is no singleton, and every instance is scheduled",
					"Make the bean a singleton, or leave 'missed' out.");
		}
	}

	private static void checkResult(Declaration declaration) {
		Method method = declaration.method();
		Class<?> type = method.getReturnType();
		boolean skip = declaration.annotation().otherwise() == Otherwise.SKIP;
		KotlinRules.check(declaration);
		if (ReactiveResults.isCoroutine(method)) {
			return;
		}
		if (ReactiveResults.isReactive(method)) {
			ReactiveAdapter adapter = ReactiveResults.getAdapter(method);
			if (adapter == null) {
				throw declaration.invalid("there is no way to subscribe to what the method returns",
						"Declare Mono, Flux, Publisher or another type that Spring adapts, and have Reactor on the "
								+ "class path.");
			}
			if (skip && !adapter.supportsEmpty()) {
				throw invalidSkip(declaration, type);
			}
			return;
		}
		if (skip && !SkippedResult.existsFor(type)) {
			throw invalidSkip(declaration, type);
		}
	}

	private static InvalidLeaderOnlyException invalidSkip(Declaration declaration, Class<?> type) {
		return declaration.invalid(
				"the method returns " + type.getSimpleName()
						+ ", which leaves nothing to return to a caller whose call is skipped",
				"Return void, an object or CompletableFuture, or use otherwise = FAIL.");
	}

	private static boolean isPackagePrivate(int modifiers) {
		return !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers) && !Modifier.isPrivate(modifiers);
	}

}
