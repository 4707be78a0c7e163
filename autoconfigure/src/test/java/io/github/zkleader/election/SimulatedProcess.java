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

/**
 * A process with a clock that drifts. It may be stopped and continued at any point.
 */
class SimulatedProcess {

	static final double DRIFT = 0.03;

	final SimulatedTime time;

	private final double rate;

	private long pausedUntil;

	SimulatedProcess(SimulatedTime time) {
		this.time = time;
		this.rate = time.between(1 - DRIFT, 1 + DRIFT);
	}

	/**
	 * Return what the clock of this process shows.
	 */
	long local() {
		return (long) (this.time.now() * this.rate);
	}

	/**
	 * Return how long it really takes until the clock of this process has moved on.
	 */
	long real(long local) {
		return (long) Math.ceil(local / this.rate);
	}

	void pause(long duration) {
		this.pausedUntil = Math.max(this.pausedUntil, this.time.now() + duration);
	}

	long pausedUntil() {
		return this.pausedUntil;
	}

	boolean isPaused() {
		return this.time.now() < this.pausedUntil;
	}

	void after(long localDelay, Runnable step) {
		this.time.after(real(localDelay), () -> run(step));
	}

	void run(Runnable step) {
		if (isPaused()) {
			this.time.at(this.pausedUntil, () -> run(step));
		}
		else {
			step.run();
		}
	}

}
