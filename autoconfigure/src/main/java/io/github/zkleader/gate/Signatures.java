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
import java.util.Arrays;
import java.util.stream.Collectors;

import org.springframework.core.KotlinDetector;

/**
 * Methods as people write them.
 */
final class Signatures {

	private Signatures() {
	}

	/**
	 * Return the name and the simple types of the parameters of a method.
	 * @param method the method
	 * @return a description such as {@code "run(String,int)"}
	 */
	static String describe(Method method) {
		int hidden = KotlinDetector.isSuspendingFunction(method) ? 1 : 0;
		return Arrays.stream(method.getParameterTypes())
			.limit(method.getParameterCount() - hidden)
			.map(Class::getSimpleName)
			.collect(Collectors.joining(",", method.getName() + "(", ")"));
	}

}
