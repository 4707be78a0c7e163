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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import io.github.zkleader.ElectionListener;
import io.github.zkleader.RecordedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ElectionListeners}.
 */
class ElectionListenersTests {

	@RegisterExtension
	final RecordedLog log = new RecordedLog(ElectionListeners.class);

	private final AtomicInteger told = new AtomicInteger();

	private final ElectionListeners listeners = new ElectionListeners(
			List.of(new FailingListener(), new ElectionListener() {

				@Override
				public void onLeaseRenewal(long nanos, @Nullable Exception failure) {
					ElectionListenersTests.this.told.incrementAndGet();
				}

			}));

	@Test
	void everyListenerIsToldWhateverTheOthersDo() {
		this.listeners.onLeaseRenewal(1, null);
		assertThat(this.told).hasValue(1);
	}

	@Test
	void listenerThatFailsEachTimeWarnsOnceAMinute() {
		this.listeners.onLeaseRenewal(1, null);
		this.listeners.onLeaseRenewal(1, null);
		assertThat(this.log.messages()).hasSize(2)
			.allMatch((message) -> message.contains(FailingListener.class.getName()));
		assertThat(this.log.levels()).containsExactly(Level.WARN, Level.INFO);
	}

	/**
	 * Throws what must not reach anybody.
	 */
	private static final class FailingListener implements ElectionListener {

		@Override
		public void onLeaseRenewal(long nanos, @Nullable Exception failure) {
			throw new IllegalStateException("failed");
		}

	}

}
