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
import org.springframework.core.ReactiveAdapter;

/**
 * Asks the gate at every subscription to what a method returns, and calls the method
 * then: whoever subscribes again and again, a scheduler for example, called it long
 * before.
 */
final class ReactiveLeaderOnlyInterceptor implements MethodInterceptor {

	private final GatedMethod method;

	private final ReactiveAdapter adapter;

	ReactiveLeaderOnlyInterceptor(GatedMethod method, ReactiveAdapter adapter) {
		this.method = method;
		this.adapter = adapter;
	}

	@Override
	public Object invoke(MethodInvocation invocation) {
		return this.adapter
			.fromPublisher(this.adapter.isMultiValue() ? new GatedFlux((ProxyMethodInvocation) invocation)
					: new GatedMono((ProxyMethodInvocation) invocation));
	}

	private void subscribe(ProxyMethodInvocation invocation, CoreSubscriber<? super Object> subscriber) {
		GatedRun run;
		try {
			run = this.method.getTask().enter();
		}
		catch (NotLeaderException ex) {
			Mono.error(ex).subscribe(subscriber);
			return;
		}
		if (run == null) {
			refuse().subscribe(subscriber);
			return;
		}
		Publisher<Object> source;
		try {
			source = this.adapter.toPublisher(invocation.invocableClone().proceed());
		}
		catch (Throwable ex) {
			source = Mono.error(ex);
		}
		SubscribedRun subscribed = new SubscribedRun(run, this.method::notLeader);
		subscribed.subscribe(source, this.adapter.isMultiValue(), subscriber);
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

		private final ProxyMethodInvocation invocation;

		private GatedMono(ProxyMethodInvocation invocation) {
			this.invocation = invocation;
		}

		@Override
		public void subscribe(CoreSubscriber<? super @Nullable Object> subscriber) {
			ReactiveLeaderOnlyInterceptor.this.subscribe(this.invocation, subscriber);
		}

	}

	private final class GatedFlux extends Flux<Object> {

		private final ProxyMethodInvocation invocation;

		private GatedFlux(ProxyMethodInvocation invocation) {
			this.invocation = invocation;
		}

		@Override
		public void subscribe(CoreSubscriber<? super @Nullable Object> subscriber) {
			ReactiveLeaderOnlyInterceptor.this.subscribe(this.invocation, subscriber);
		}

	}

}
