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
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkleader.Leadership;
import org.slf4j.helpers.NOPLogger;

/**
 * Plays a role that nobody hears of, once in a JVM and a while after the start: it leads,
 * yields, leads again and stops, as an application does. What a hand-over is made of is
 * loaded and linked then, and not while the first one is waited for.
 */
final class Rehearsal {

	private static final AtomicBoolean played = new AtomicBoolean();

	private static final Duration DELAY = Duration.ofSeconds(1);

	private static final Duration ACT = Duration.ofMillis(100);

	private final Executor pool;

	private final Executor blockingPool;

	private final Timer timer;

	Rehearsal(Executor pool, Executor blockingPool, Timer timer) {
		this.pool = pool;
		this.blockingPool = blockingPool;
		this.timer = timer;
	}

	/**
	 * Begin in a while, unless there was one.
	 */
	void begin() {
		if (played.compareAndSet(false, true)) {
			this.timer.after(DELAY, () -> this.pool.execute(() -> play(() -> {
			})));
		}
	}

	/**
	 * Begin now.
	 * @param onEnd called when it is over
	 */
	void play(Runnable onEnd) {
		ElectionSettings settings = new ElectionSettings("nobody", "/nowhere", ACT, ACT, ACT, OnListenerFailure.YIELD);
		Role role = new Role(NOPLogger.NOP_LOGGER, "rehearsal", settings,
				new StandaloneCoordinator(settings.id(), ElectionTime.SYSTEM.clock()), ElectionTime.SYSTEM, (event) -> {
				}, new ElectionListeners(List.of()), this.pool, this.blockingPool, this.pool, this.timer, this.timer);
		Leadership leadership = role.getLeadership();
		role.start();
		this.timer.after(ACT, leadership::yield);
		this.timer.after(ACT.multipliedBy(2), () -> role.stop(onEnd));
	}

}
