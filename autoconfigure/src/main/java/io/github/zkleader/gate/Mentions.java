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

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.LeaderOnly;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

/**
 * Whether the annotation is anywhere in a type, its super types and their methods. Most
 * types say nothing, and it takes far less to see that than to find what applies to which
 * method.
 */
final class Mentions {

	/**
	 * What the packages begin with that nobody else has classes in. Other names of
	 * Spring's, such as those that its samples or somebody's demo begin with, are not
	 * beyond doubt: a job that is not found here would run on every instance.
	 */
	private static final List<String> UNSUSPECTED = List.of("java.", "org.springframework.aop.",
			"org.springframework.beans.", "org.springframework.boot.autoconfigure.",
			"org.springframework.boot.context.", "org.springframework.context.", "org.springframework.core.",
			"org.springframework.format.", "org.springframework.scheduling.");

	private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

	private final Map<Class<?>, Boolean> types = new ConcurrentHashMap<>();

	/**
	 * Whether the annotation is there.
	 * @param type the type
	 * @return {@code false} if looking for it is in vain
	 */
	boolean contains(@Nullable Class<?> type) {
		if (type == null || isUnsuspected(type.getName())) {
			return false;
		}
		Boolean known = this.types.get(type);
		if (known == null) {
			known = isIn(type);
			this.types.put(type, known);
		}
		return known;
	}

	private static boolean isUnsuspected(String name) {
		for (String prefix : UNSUSPECTED) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private boolean isIn(Class<?> type) {
		if (isOn(type) || contains(type.getSuperclass())) {
			return true;
		}
		for (Class<?> superType : type.getInterfaces()) {
			if (contains(superType)) {
				return true;
			}
		}
		boolean[] found = new boolean[1];
		// Spring's post-processors have asked for the same methods, or will
		ReflectionUtils.doWithLocalMethods(type, new ReflectionUtils.MethodCallback() {

			@Override
			public void doWith(Method method) {
				found[0] = found[0] || isOn(method);
			}

		});
		return found[0];
	}

	private boolean isOn(AnnotatedElement element) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			if (isMention(annotation.annotationType())) {
				return true;
			}
		}
		return false;
	}

	private boolean isMention(Class<? extends Annotation> type) {
		Boolean known = this.annotations.get(type);
		if (known == null) {
			known = type == LeaderOnly.class || MergedAnnotations.from(type).isPresent(LeaderOnly.class);
			this.annotations.put(type, known);
		}
		return known;
	}

}
