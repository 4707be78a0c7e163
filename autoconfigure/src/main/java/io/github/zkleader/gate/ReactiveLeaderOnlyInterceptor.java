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

import io.github.zkleader.GatedRun;
import io.github.zkleader.NotLeaderException;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Asks the gate at every subscription to what a method returns, and calls the method
 * then: whoever subscribes again and again, a scheduler for example, called it long
 * before.
 */
final class ReactiveLeaderOnlyInterceptor implements MethodInterceptor {

	private final GatedMethod method;

	private final ReactiveCalls calls;

	ReactiveLeaderOnlyInterceptor(GatedMethod method, ReactiveCalls calls) {
		this.method = method;
		this.calls = calls;
	}

	@Override
	public Object invoke(MethodInvocation invocation) {
		return this.calls.answer((ProxyMethodInvocation) invocation,
				this.calls.isMultiValue() ? GatedFlux::new : GatedMono::new);
	}

	private void subscribe(ReactiveCalls.Source call, CoreSubscriber<? super Object> subscriber) {
		GatedRun run;
		try {
			run = this.method.getTask().enter(SubscriberObservation.of(subscriber));
		}
		catch (NotLeaderException ex) {
			Mono.error(ex).subscribe(subscriber);
			return;
		}
		if (run == null) {
			refuse().subscribe(subscriber);
			return;
		}
		SubscribedRun subscribed = new SubscribedRun(run, this.method::notLeader);
		Publisher<Object> source;
		try {
			source = call.call(subscribed);
		}
		catch (Throwable ex) {
			source = Mono.error(ex);
		}
		subscribed.subscribe(source, this.calls.isMultiValue(), subscriber);
	}

	private Mono<Object> refuse() {
		try {
			this.method.refuse();
			return Mono.empty();
		}
		catch (NotLeaderException ex) {
			return Mono.error(ex);
		}
	}

	private final class GatedMono extends Mono<Object> {

		private final ReactiveCalls.Source call;

		private GatedMono(ReactiveCalls.Source call) {
			this.call = call;
		}

		@Override
		public void subscribe(CoreSubscriber<? super @Nullable Object> subscriber) {
			ReactiveLeaderOnlyInterceptor.this.subscribe(this.call, subscriber);
		}

	}

	private final class GatedFlux extends Flux<Object> {

		private final ReactiveCalls.Source call;

		private GatedFlux(ReactiveCalls.Source call) {
			this.call = call;
		}

		@Override
		public void subscribe(CoreSubscriber<? super @Nullable Object> subscriber) {
			ReactiveLeaderOnlyInterceptor.this.subscribe(this.call, subscriber);
		}

	}

}
