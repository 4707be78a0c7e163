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

package io.github.zkleader.faults;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnThreads}.
 */
class OwnThreadsTests {

	@ParameterizedTest
	@ValueSource(strings = { "zkleader-lease", "Curator-LeaderSelector-0", "main-SendThread(127.0.0.1:2181)",
			"main-EventThread" })
	void seesAThreadUntilItHasEnded(String name) throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				// Ends too
			}
		}, name);
		thread.start();
		assertThat(OwnThreads.names()).containsExactly(name);
		end.countDown();
		thread.join();
		assertThat(OwnThreads.names()).isEmpty();
	}

	@Test
	void leavesOutThoseOfOthers() {
		assertThat(OwnThreads.names()).isEmpty();
	}

}
