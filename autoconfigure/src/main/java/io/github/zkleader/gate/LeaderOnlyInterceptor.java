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

import java.util.concurrent.CompletionStage;

import io.github.zkleader.GatedRun;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gate before every call of one method, and tells it when the call is over and
 * its result, if it is a {@link CompletionStage}, complete.
 */
final class LeaderOnlyInterceptor implements MethodInterceptor {

	private final GatedMethod method;

	LeaderOnlyInterceptor(GatedMethod method) {
		this.method = method;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		GatedRun run = this.method.getTask().enter();
		return (run != null) ? proceed(invocation, run) : this.method.refuse();
	}

	private static @Nullable Object proceed(MethodInvocation invocation, GatedRun run) throws Throwable {
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			run.end(ex);
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			CompletionRun.follow(run, stage);
		}
		else {
			run.end(null);
		}
		return result;
	}

}
