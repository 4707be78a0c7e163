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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link MovableTime} and its timers.
 */
class MovableTimeTests {

	private final MovableTime time = new MovableTime();

	private final Timer timer = this.time.timer("test-timer");

	private final List<String> rung = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void clocksAreMoved() {
		long nanos = this.time.nanoTime();
		long millis = this.time.clock().millis();
		this.time.move(Duration.ofHours(1));
		assertThat(this.time.nanoTime() - nanos).isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
		assertThat(this.time.clock().millis() - millis).isGreaterThanOrEqualTo(Duration.ofHours(1).toMillis());
	}

	@Test
	void alarmsThatAreDueRingInOrderBeforeMoveReturns() {
		this.timer.after(Duration.ofMinutes(2), () -> this.rung.add("second"));
		this.timer.after(Duration.ofMinutes(1), () -> this.rung.add("first"));
		this.timer.after(Duration.ofMinutes(3), () -> this.rung.add("later"));
		this.time.move(Duration.ofMinutes(2));
		assertThat(this.rung).containsExactly("first", "second");
		this.time.move(Duration.ofMinutes(2));
		assertThat(this.rung).containsExactly("first", "second", "later");
	}

	@Test
	void alarmRingsByItselfAfterWhatIsLeft() {
		this.timer.after(Duration.ofMinutes(1), () -> this.rung.add("rung"));
		this.time.move(Duration.ofMillis(59_900));
		await().untilAsserted(() -> assertThat(this.rung).containsExactly("rung"));
	}

	@Test
	void alarmThatIsOffDoesNotRing() {
		this.timer.after(Duration.ofMinutes(1), () -> this.rung.add("rung")).off();
		assertThat(this.time.untilNextAlarm()).isEmpty();
		this.time.move(Duration.ofMinutes(2));
		assertThat(this.rung).isEmpty();
	}

}
