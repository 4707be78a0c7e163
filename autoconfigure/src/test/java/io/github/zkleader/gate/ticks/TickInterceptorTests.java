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

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.github.zkleader.Missed;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TickedTask;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.OnListenerFailure;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TickInterceptor}.
 */
class TickInterceptorTests {

	private static final int MANY = 100_000;

	@Test
	void skippingAllocatesNothing() throws Throwable {
		ElectionSettings settings = new ElectionSettings("me", "/test", Duration.ZERO, Duration.ZERO,
				Duration.ofSeconds(1), OnListenerFailure.YIELD);
		Elections elections = new ElectionsFactory(settings, "leader", (event) -> {
		}, List.of()).disabled();
		TickedTask task = elections.registerTicked("leader", "job.run", true);
		TickedMethod ticks = new TickedMethod(() -> task, new PeriodicSchedule("fixed rate", Duration.ofSeconds(1)),
				Missed.RUN_ALL, Duration.ofDays(1), Clock.systemUTC());
		TickInterceptor interceptor = new TickInterceptor(ticks, (invocation) -> {
			throw new AssertionError("not skipped");
		}, () -> null);
		MethodInvocation invocation = mock();
		skip(interceptor, invocation);
		assertThat(skip(interceptor, invocation)).isLessThan(MANY);
		assertThat(task.getSkipped(SkipReason.STOPPED)).isEqualTo(2 * MANY);
		elections.close();
	}

	/**
	 * Skip a call many times.
	 * @param interceptor the advice
	 * @param invocation the call
	 * @return the bytes allocated meanwhile: less than one a call means none by the call
	 */
	private static long skip(TickInterceptor interceptor, MethodInvocation invocation) throws Throwable {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < MANY; i++) {
			interceptor.invoke(invocation);
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
