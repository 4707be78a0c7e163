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

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * What a caller gets from a method that was skipped.
 */
@FunctionalInterface
interface SkippedResult {

	/**
	 * Return the result of a skipped call.
	 * @return the result
	 */
	@Nullable Object get();

	/**
	 * Return the results for a type that methods declare to return.
	 * @param type the type
	 * @return the results
	 */
	static SkippedResult of(Class<?> type) {
		if (type == Optional.class) {
			return Optional::empty;
		}
		return isAsynchronous(type) ? SkippedResult::completed : () -> null;
	}

	/**
	 * Whether there is a value of the type that stands for nothing.
	 * @param type the type
	 * @return whether calls of a method that returns the type can be skipped
	 */
	static boolean existsFor(Class<?> type) {
		if (isAsynchronous(type)) {
			return type.isAssignableFrom(CompletableFuture.class);
		}
		return !type.isPrimitive() || type == void.class;
	}

	/**
	 * Whether the work of methods may go on after they have returned.
	 * @param type the type that they declare to return
	 * @return whether it stands for a result to come
	 */
	static boolean isAsynchronous(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static Object completed() {
		return CompletableFuture.completedFuture(null);
	}

}
