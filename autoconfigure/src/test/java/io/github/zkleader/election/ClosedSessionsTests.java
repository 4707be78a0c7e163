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

package io.github.zkleader.election;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClosedSessions}.
 */
class ClosedSessionsTests {

	private final ClosedSessions closedSessions = new ClosedSessions();

	@Test
	@Timeout(10)
	void secondCloserTellsTheListenersItself() throws InterruptedException {
		CountDownLatch firstIsHeldUp = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		this.closedSessions.addListener((sessionId) -> {
			if (Thread.currentThread().getName().equals("first")) {
				firstIsHeldUp.countDown();
				awaitQuietly(proceed);
			}
			ended.countDown();
		});
		Thread first = new Thread(() -> this.closedSessions.close(1), "first");
		first.start();
		firstIsHeldUp.await();
		this.closedSessions.close(1);
		assertThat(ended.getCount()).isZero();
		proceed.countDown();
		first.join();
	}

	@Test
	void handleWithoutSessionIsIgnored() {
		this.closedSessions.addListener((sessionId) -> {
			throw new AssertionError("told of session " + sessionId);
		});
		this.closedSessions.close(0);
		assertThat(this.closedSessions.contains(0)).isFalse();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
