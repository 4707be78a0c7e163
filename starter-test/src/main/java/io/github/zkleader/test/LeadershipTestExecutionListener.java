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

package io.github.zkleader.test;

import java.util.concurrent.Semaphore;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.DependencyInjectionTestExecutionListener;

/**
 * Begins each test with elections as its class asks for and with nothing recorded. Tests
 * that share an application context, as test classes that run in parallel may, take
 * turns.
 */
class LeadershipTestExecutionListener implements TestExecutionListener, Ordered {

	private static final int ORDER = DependencyInjectionTestExecutionListener.ORDER + 300;

	private static final String TURN = LeadershipTestExecutionListener.class.getName() + ".turn";

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) throws InterruptedException {
		if (!testContext.hasApplicationContext()) {
			return;
		}
		ApplicationContext context = testContext.getApplicationContext();
		LeadershipRecorder recorder = context.getBeanProvider(LeadershipRecorder.class).getIfAvailable();
		if (recorder == null) {
			return;
		}
		recorder.getTurn().acquire();
		testContext.setAttribute(TURN, recorder.getTurn());
		context.getBeanProvider(LeadershipControl.class).ifAvailable(LeadershipControl::reset);
		recorder.reset();
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.removeAttribute(TURN) instanceof Semaphore turn) {
			turn.release();
		}
	}

}
