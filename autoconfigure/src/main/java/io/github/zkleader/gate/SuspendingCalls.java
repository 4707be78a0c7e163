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

import java.util.Objects;
import java.util.function.Function;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Calls of Kotlin's suspending functions, which Spring makes a publisher of and waits for
 * that.
 */
final class SuspendingCalls implements ReactiveCalls {

	@Override
	public boolean isMultiValue() {
		return false;
	}

	@Override
	public Object answer(ProxyMethodInvocation invocation, Function<Source, Publisher<Object>> gate) {
		return gate.apply((run) -> call(invocation, run));
	}

	@SuppressWarnings("unchecked")
	private static Publisher<Object> call(ProxyMethodInvocation invocation, SubscribedRun run) throws Throwable {
		@Nullable Object[] arguments = invocation.getArguments().clone();
		int last = arguments.length - 1;
		Continuation<Object> caller = (Continuation<Object>) Objects.requireNonNull(arguments[last]);
		arguments[last] = new ContinuationInContext(caller, caller.getContext().plus(new CoroutineRun(run)));
		Object result = invocation.invocableClone(arguments).proceed();
		return (result instanceof Publisher<?> publisher) ? (Publisher<Object>) publisher : Mono.justOrEmpty(result);
	}

	/**
	 * Lends its context to the coroutine that does the work.
	 *
	 * @param caller the continuation of the caller
	 * @param context the context
	 */
	private record ContinuationInContext(Continuation<Object> caller,
			CoroutineContext context) implements Continuation<Object> {

		@Override
		public CoroutineContext getContext() {
			return this.context;
		}

		@Override
		public void resumeWith(Object result) {
			this.caller.resumeWith(result);
		}

	}

}
