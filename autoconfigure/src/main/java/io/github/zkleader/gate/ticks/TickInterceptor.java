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

package io.github.zkleader.gate.ticks;

import java.util.function.Supplier;

import io.github.zkleader.GatedRun;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Does what is due when the scheduler calls. Calls by anybody else are none of its
 * business: they have no scheduled time.
 */
final class TickInterceptor implements MethodInterceptor {

	private final TickedMethod ticks;

	private final MethodInterceptor gate;

	private final Supplier<@Nullable Object> refusal;

	/**
	 * Create a new interceptor.
	 * @param ticks the runs of the method
	 * @param gate what other calls get
	 * @param refusal what a call gets that must not run now
	 */
	TickInterceptor(TickedMethod ticks, MethodInterceptor gate, Supplier<@Nullable Object> refusal) {
		this.ticks = ticks;
		this.gate = gate;
		this.refusal = refusal;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (GatedRun.current() != null) {
			return this.gate.invoke(invocation);
		}
		if (!this.ticks.isOpen()) {
			return this.refusal.get();
		}
		if (!ScheduledCalls.isScheduled()) {
			return this.gate.invoke(invocation);
		}
		this.ticks.call(!ScheduledCalls.takeCatchUp(),
				() -> ((ProxyMethodInvocation) invocation).invocableClone().proceed());
		return this.refusal.get();
	}

}
