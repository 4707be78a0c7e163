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

import java.lang.StackWalker.Option;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.util.ClassUtils;

/**
 * Tells calls by the scheduler from calls by anybody else.
 */
final class ScheduledCalls {

	private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

	private static final ThreadLocal<Boolean> CATCHING_UP = new ThreadLocal<>();

	private ScheduledCalls() {
	}

	/**
	 * Whether advice of the current thread was called by the scheduler.
	 * @return whether the caller of the proxy is a scheduled runnable
	 */
	static boolean isScheduled() {
		return WALKER.walk(ScheduledCalls::isScheduled);
	}

	private static boolean isScheduled(Stream<StackWalker.StackFrame> frames) {
		return frames.map(StackWalker.StackFrame::getDeclaringClass)
			.filter((type) -> !isPlumbing(type))
			.findFirst()
			.filter(ScheduledMethodRunnable.class::isAssignableFrom)
			.isPresent();
	}

	private static boolean isPlumbing(Class<?> type) {
		return type == ScheduledCalls.class || MethodInterceptor.class.isAssignableFrom(type)
				|| Proxy.isProxyClass(type) || type.getName().startsWith("org.springframework.aop.")
				|| type.getName().contains(ClassUtils.CGLIB_CLASS_SEPARATOR);
	}

	/**
	 * Run what calls a scheduled method as the scheduler does, to catch up.
	 * @param call the call
	 */
	static void catchUp(Runnable call) {
		CATCHING_UP.set(Boolean.TRUE);
		try {
			call.run();
		}
		finally {
			CATCHING_UP.remove();
		}
	}

	/**
	 * Whether the scheduled call of the current thread is there to catch up. Does not
	 * hold for calls that it makes in turn.
	 * @return whether it is
	 */
	static boolean takeCatchUp() {
		boolean catchingUp = CATCHING_UP.get() != null;
		CATCHING_UP.remove();
		return catchingUp;
	}

}
