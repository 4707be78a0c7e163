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

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import kotlinx.coroutines.reactor.ReactorFlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Calls of methods that return a Kotlin {@link Flow}.
 */
final class FlowCalls implements ReactiveCalls {

	@Override
	public boolean isMultiValue() {
		return true;
	}

	@Override
	public Object answer(ProxyMethodInvocation invocation, Function<Source, Publisher<Object>> gate) {
		return new GatedFlow(invocation, gate);
	}

	/**
	 * Asks the gate each time it is collected. The work is done in the context of the
	 * collector and value by value, as if there was no publisher in between.
	 */
	private static final class GatedFlow implements Flow<Object> {

		private final ProxyMethodInvocation invocation;

		private final Function<Source, Publisher<Object>> gate;

		private GatedFlow(ProxyMethodInvocation invocation, Function<Source, Publisher<Object>> gate) {
			this.invocation = invocation;
			this.gate = gate;
		}

		@Override
		public @Nullable Object collect(FlowCollector<? super Object> collector,
				Continuation<? super Unit> continuation) {
			CoroutineContext context = continuation.getContext().minusKey(Job.Key);
			Publisher<Object> publisher = this.gate.apply((run) -> call(run, context));
			return FlowKt.buffer(ReactiveFlowKt.asFlow(publisher), Channel.RENDEZVOUS, BufferOverflow.SUSPEND)
				.collect(collector, continuation);
		}

		@SuppressWarnings("unchecked")
		private Publisher<Object> call(SubscribedRun run, CoroutineContext context) throws Throwable {
			Object flow = Objects.requireNonNull(this.invocation.invocableClone().proceed());
			return ReactorFlowKt.asFlux((Flow<Object>) flow, context.plus(new CoroutineRun(run)));
		}

	}

}
