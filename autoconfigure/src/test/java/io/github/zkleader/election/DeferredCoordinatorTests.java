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
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.ConnectionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.MockMakers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for {@link DeferredCoordinator}. Their mocks are proxies: others would rewrite
 * {@link Coordinator} for the rest of the JVM, and tests of what a run allocates would
 * see that.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeferredCoordinatorTests {

	private final LeaseClock clock = new ManualClock();

	private final Coordinator made = mock(Coordinator.class, withSettings().mockMaker(MockMakers.PROXY));

	private final Coordinator.Listener listener = mock(Coordinator.Listener.class,
			withSettings().mockMaker(MockMakers.PROXY));

	private final AtomicInteger making = new AtomicInteger();

	@Test
	void isMadeByStartOnAnotherThread() {
		Thread[] thread = new Thread[1];
		DeferredCoordinator coordinator = new DeferredCoordinator("zoo", this.clock, () -> {
			thread[0] = Thread.currentThread();
			return this.made;
		});
		assertThat(coordinator.getStatus().state()).isEqualTo(ConnectionStatus.State.NONE);
		assertThat(coordinator.getStatus().connectString()).isEqualTo("zoo");
		assertThat(coordinator.isConnected()).isFalse();
		assertThat(coordinator.isValid(1)).isFalse();
		assertThat(coordinator.getClock()).isSameAs(this.clock);
		coordinator.start(this.listener);
		then(this.made).should(timeout(5000)).start(this.listener);
		assertThat(thread[0].getName()).isEqualTo("zkleader-start");
		await().until(() -> !thread[0].isAlive());
		given(this.made.isConnected()).willReturn(true);
		given(this.made.isValid(1)).willReturn(true);
		given(this.made.isValid(1, 2, 3)).willReturn(true);
		assertThat(coordinator.isConnected()).isTrue();
		assertThat(coordinator.isValid(1, 2, 3)).isTrue();
		assertThat(coordinator.isValid(1)).isTrue();
		assertThat(coordinator.settled()).isSameAs(this.made);
	}

	@Test
	void isMadeOnce() {
		DeferredCoordinator coordinator = new DeferredCoordinator("zoo", this.clock, this::make);
		coordinator.start(this.listener);
		then(this.made).should(timeout(5000)).start(this.listener);
		coordinator.stop();
		then(this.made).should().stop();
		coordinator.start(this.listener);
		then(this.made).should(times(2)).start(this.listener);
		assertThat(this.making).hasValue(1);
	}

	@Test
	void stopWithoutStartMakesNothing() {
		DeferredCoordinator coordinator = new DeferredCoordinator("zoo", this.clock, this::make);
		coordinator.stop();
		assertThat(this.making).hasValue(0);
		then(this.made).should(never()).stop();
	}

	@Test
	void stopWaitsForWhatIsBeingMadeAndDoesNotStartIt() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		DeferredCoordinator coordinator = new DeferredCoordinator("zoo", this.clock, () -> {
			begun.countDown();
			awaitUninterruptibly(go);
			return make();
		});
		coordinator.start(this.listener);
		assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(coordinator.getStatus().state()).isEqualTo(ConnectionStatus.State.CONNECTING);
		Thread stopping = new Thread(coordinator::stop);
		stopping.start();
		await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
		assertThat(this.making).hasValue(0);
		go.countDown();
		stopping.join(5000);
		assertThat(stopping.isAlive()).isFalse();
		assertThat(this.making).hasValue(1);
		then(this.made).should(never()).start(any());
		then(this.made).should(never()).stop();
	}

	@Test
	void failureIsToldOnceAndTriedAgain(CapturedOutput output) {
		DeferredCoordinator coordinator = new DeferredCoordinator("zoo", this.clock, () -> {
			if (this.making.incrementAndGet() < 3) {
				throw new IllegalStateException("no socket");
			}
			return this.made;
		});
		coordinator.start(this.listener);
		await().until(() -> coordinator.getStatus().note() != null);
		assertThat(coordinator.getStatus().note()).contains("no socket");
		then(this.made).should(timeout(20000)).start(this.listener);
		assertThat(output.toString().split("There is no client to elect with", -1)).hasSize(2);
		assertThat(this.making).hasValue(3);
	}

	@Test
	void stopEndsTheRetries() {
		DeferredCoordinator coordinator = new DeferredCoordinator("zoo", this.clock, () -> {
			this.making.incrementAndGet();
			throw new IllegalStateException("no socket");
		});
		coordinator.start(this.listener);
		await().until(() -> coordinator.getStatus().note() != null);
		coordinator.stop();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("zkleader-start");
	}

	private Coordinator make() {
		this.making.incrementAndGet();
		return this.made;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
