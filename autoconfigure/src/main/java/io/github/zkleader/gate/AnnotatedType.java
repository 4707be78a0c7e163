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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkleader.LeaderOnly;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;

/**
 * What a class says about itself. Annotations are found on super types, too.
 *
 * @param annotation the annotation of the type, if there is one
 * @param methods the annotated methods
 * @param scheduled the {@code @Scheduled} methods, by the rules of the scheduler
 */
record AnnotatedType(@Nullable LeaderOnly annotation, Map<Method, LeaderOnly> methods, Set<Method> scheduled) {

	static final AnnotatedType NONE = new AnnotatedType(null, Map.of(), Set.of());

	boolean hasLeaderOnly() {
		return this.annotation != null || !this.methods.isEmpty();
	}

	/**
	 * Add what the interfaces of a proxy say, which its target need not implement.
	 * @param proxy what the class of the proxy says
	 * @param targetClass the class of the target
	 * @return all of it, the target's word first
	 */
	AnnotatedType merge(AnnotatedType proxy, Class<?> targetClass) {
		if (proxy.equals(NONE)) {
			return this;
		}
		Map<Method, LeaderOnly> methods = new LinkedHashMap<>(this.methods);
		proxy.methods.forEach((method, annotation) -> methods
			.putIfAbsent(AopUtils.getMostSpecificMethod(method, targetClass), annotation));
		Set<Method> scheduled = new LinkedHashSet<>(this.scheduled);
		proxy.scheduled.forEach((method) -> scheduled.add(AopUtils.getMostSpecificMethod(method, targetClass)));
		return new AnnotatedType((this.annotation != null) ? this.annotation : proxy.annotation, methods, scheduled);
	}

	static AnnotatedType of(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, List.of(LeaderOnly.class, Scheduled.class, Schedules.class))) {
			return NONE;
		}
		LeaderOnly annotation = AnnotatedElementUtils.findMergedAnnotation(type, LeaderOnly.class);
		Map<Method, Found> found = MethodIntrospector.selectMethods(type, AnnotatedType::findOnMethod);
		if (annotation == null && found.isEmpty()) {
			return NONE;
		}
		Map<Method, LeaderOnly> methods = new LinkedHashMap<>();
		Set<Method> scheduled = new LinkedHashSet<>();
		found.forEach((method, what) -> {
			if (what.annotation() != null) {
				methods.put(method, what.annotation());
			}
			if (what.scheduled()) {
				scheduled.add(method);
			}
		});
		return new AnnotatedType(annotation, methods, scheduled);
	}

	// On a @Bean method the annotation is about the bean that the method makes.
	private static @Nullable Found findOnMethod(Method method) {
		LeaderOnly annotation = AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class);
		boolean scheduled = !AnnotatedElementUtils
			.getMergedRepeatableAnnotations(method, Scheduled.class, Schedules.class)
			.isEmpty();
		if (annotation != null && AnnotatedElementUtils.hasAnnotation(method, Bean.class)) {
			annotation = null;
		}
		return (annotation != null || scheduled) ? new Found(annotation, scheduled) : null;
	}

	private record Found(@Nullable LeaderOnly annotation, boolean scheduled) {

	}

}
