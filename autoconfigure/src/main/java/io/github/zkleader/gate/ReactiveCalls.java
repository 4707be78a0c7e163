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

import java.util.function.Function;

import org.reactivestreams.Publisher;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ReactiveAdapter;

/**
 * What calls of methods with reactive results have to do with publishers.
 */
interface ReactiveCalls {

	/**
	 * Whether there may be more than one value.
	 * @return whether results have several values
	 */
	boolean isMultiValue();

	/**
	 * Answer a call, of which nothing happens before somebody subscribes.
	 * @param invocation the call
	 * @param gate makes a publisher that asks the gate of each subscriber
	 * @return what the caller gets
	 */
	Object answer(ProxyMethodInvocation invocation, Function<Source, Publisher<Object>> gate);

	/**
	 * Return calls that return what Spring adapts to a publisher and back.
	 * @param adapter the adapter
	 * @return the calls
	 */
	static ReactiveCalls adaptedBy(ReactiveAdapter adapter) {
		return new ReactiveCalls() {

			@Override
			public boolean isMultiValue() {
				return adapter.isMultiValue();
			}

			@Override
			public Object answer(ProxyMethodInvocation invocation, Function<Source, Publisher<Object>> gate) {
				return adapter
					.fromPublisher(gate.apply((run) -> adapter.toPublisher(invocation.invocableClone().proceed())));
			}

		};
	}

	/**
	 * Does what was called.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Call the method for one subscriber, which was admitted.
		 * @param run the run that this is
		 * @return what to subscribe to
		 * @throws Throwable if the call fails
		 */
		Publisher<Object> call(SubscribedRun run) throws Throwable;

	}

}
