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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.Leadership;
import io.github.zkleader.election.Candidates.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.MockMakers;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for when {@link LeaderWatch} looks. Mocks are proxies, as in
 * {@link DeferredCoordinatorTests}.
 */
class LeaderWatchTests {

	private static final int MANY = 500;

	private final Coordinator coordinator = proxy(Coordinator.class);

	private final RecordingTimer timer = new RecordingTimer();

	private final AtomicInteger reached = new AtomicInteger();

	private final LeaderWatch watch = watch();

	@BeforeEach
	void connect() throws Exception {
		given(this.coordinator.isConnected()).willReturn(true);
		given(this.coordinator.look(any(), any(), anyBoolean(), any()))
			.willReturn(new Candidates("first", 7, MANY, Map.of("lock-1", "first"), null, List.of(), null));
	}

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void looksOnceAfterAMoment() throws Exception {
		this.watch.start(this.reached::incrementAndGet);
		this.watch.refresh();
		assertThat(this.timer.delays).containsExactly(Courtesy.LEAST);
		then(this.coordinator).should(never()).look(any(), any(), anyBoolean(), any());
		this.timer.elapse();
		then(this.coordinator).should(times(1)).look(any(), any(), anyBoolean(), any());
		assertThat(this.watch.getCandidates().leaderId()).isEqualTo("first");
	}

	@Test
	void looksAtAnotherTimeThanOthersIfThereAreMany() {
		this.watch.start(this.reached::incrementAndGet);
		for (int i = 0; i < MANY; i++) {
			this.timer.elapse();
			this.watch.refresh();
		}
		List<Duration> later = this.timer.delays.subList(1, this.timer.delays.size());
		assertThat(later).hasSize(MANY)
			.allSatisfy((delay) -> assertThat(delay).isBetween(Courtesy.LEAST, Courtesy.MOST))
			.anySatisfy((delay) -> assertThat(delay).isGreaterThan(Duration.ofMillis(800)));
	}

	@Test
	void looksNoMoreWhenItIsStopped() throws Exception {
		this.watch.start(this.reached::incrementAndGet);
		this.watch.stop();
		this.timer.elapse();
		then(this.coordinator).should(never()).look(any(), any(), anyBoolean(), any());
	}

	@Test
	void looksAtTheFrontWhenTheFirstHasGone() throws Exception {
		lookAt("lock-1", "lock-2");
		this.watch.onGone("lock-1");
		assertThat(nextLook().front()).containsExactly("lock-2");
	}

	@Test
	void looksAtAllWhenSomethingElseHasHappened() throws Exception {
		lookAt("lock-1", "lock-2");
		this.watch.onGone("lock-1");
		this.watch.onChanged();
		assertThat(nextLook().front()).isEmpty();
	}

	@Test
	void looksAtAllWhenItIsAskedTo() throws Exception {
		lookAt("lock-1", "lock-2");
		this.watch.refresh();
		assertThat(nextLook().front()).isEmpty();
	}

	@Test
	void looksAtAllAfterAFailure() throws Exception {
		lookAt("lock-1", "lock-2");
		given(this.coordinator.look(any(), any(), anyBoolean(), any())).willThrow(IllegalStateException.class);
		this.watch.onGone("lock-1");
		this.timer.elapse();
		this.watch.onGone("lock-2");
		assertThat(nextLook().front()).isEmpty();
	}

	@Test
	void tellsWhenThisInstanceIsFarBackNoLonger() throws Exception {
		Place place = new Place("lock-3", "lock-2");
		given(this.coordinator.look(any(), any(), anyBoolean(), any()))
			.willReturn(new Candidates("first", 7, 3, Map.of("lock-1", "first"), null, List.of(), place))
			.willReturn(new Candidates("second", 8, 2, Map.of("lock-2", "second"), null, List.of(), null));
		this.watch.start(this.reached::incrementAndGet);
		this.timer.elapse();
		assertThat(this.reached).hasValue(0);
		for (int i = 0; i < 2; i++) {
			this.watch.refresh();
			this.timer.elapse();
			assertThat(this.reached).hasValue(1);
		}
	}

	private void lookAt(String... front) throws Exception {
		given(this.coordinator.look(any(), any(), anyBoolean(), any()))
			.willReturn(new Candidates("first", 7, MANY, Map.of(front[0], "first"), null, List.of(front), null));
		this.watch.start(this.reached::incrementAndGet);
		this.timer.elapse();
	}

	private Candidates nextLook() throws Exception {
		clearInvocations(this.coordinator);
		this.timer.elapse();
		ArgumentCaptor<Candidates> known = ArgumentCaptor.forClass(Candidates.class);
		then(this.coordinator).should().look(any(), known.capture(), anyBoolean(), any());
		return known.getValue();
	}

	private LeaderWatch watch() {
		ElectionListener listener = new ElectionListener() {
		};
		RoleGate gate = new RoleGate("leader", new Runs(Runnable::run, ElectionTime.SYSTEM, LeaseClock.SYSTEM),
				(tenure, reason) -> {
				});
		RoleJournal journal = new RoleJournal(LoggerFactory.getLogger(LeaderWatchTests.class), "leader",
				ElectionTime.SYSTEM, gate, listener, this.timer);
		RoleEvents events = new RoleEvents(proxy(Leadership.class), (event) -> {
		}, listener);
		return new LeaderWatch("leader", this.coordinator,
				new SerialExecutor(Runnable::run, Runnable::run, "watch", "leader"), this.timer, events, journal,
				new RoleTicks("leader", proxy(TickStore.class)));
	}

	private static <T> T proxy(Class<T> type) {
		return mock(type, withSettings().mockMaker(MockMakers.PROXY));
	}

	private static final class RecordingTimer extends Timer {

		private final List<Duration> delays = new ArrayList<>();

		private final Deque<Runnable> tasks = new ArrayDeque<>();

		RecordingTimer() {
			super("test-timer");
		}

		@Override
		Alarm after(Duration delay, Runnable task) {
			this.delays.add(delay);
			this.tasks.add(task);
			return () -> this.tasks.remove(task);
		}

		void elapse() {
			this.tasks.remove().run();
		}

	}

}
