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

import java.time.Duration;

import io.github.zkleader.election.PublishedTiming;
import io.github.zkleader.processes.Ensemble;
import io.github.zkleader.processes.TcpProxy;
import io.github.zkleader.processes.TcpProxy.Direction;

/**
 * Faults of the network between candidates and servers.
 */
final class NetworkFaults {

	private static final Duration DELAY = Duration.ofMillis(1500);

	private static final Duration DELAYED_FOR = Duration.ofSeconds(5);

	private static final Duration RIDE_OUT = PublishedTiming.rideOut(Candidates.SESSION_TIMEOUT, Ensemble.TICK);

	/**
	 * What answers may take on a busy machine, which the ride-out does not include.
	 */
	private static final Duration SLACK = Duration.ofMillis(200);

	private NetworkFaults() {
	}

	static void partition(Trial trial) {
		partition(trial, Direction.values());
	}

	static void partitionForth(Trial trial) {
		partition(trial, Direction.FORTH);
	}

	static void partitionBack(Trial trial) {
		partition(trial, Direction.BACK);
	}

	private static void partition(Trial trial, Direction... directions) {
		trial.faultNow();
		trial.leader().cut(directions);
		trial.awaitSuccessor();
		trial.leader().heal();
	}

	static void delay(Trial trial) {
		trial.faultNow();
		trial.leader().links().forEach((link) -> link.delay(DELAY, Direction.values()));
		trial.pass(DELAYED_FOR);
		trial.leader().heal();
	}

	static void blip(Trial trial) {
		trial.faultNow();
		long reset = System.nanoTime();
		trial.leader().links().forEach(TcpProxy::reset);
		trial.await().until(() -> trial.leader().connectedSince() > reset);
		checkInterruption(trial, trial.leader().connectedSince() - reset, SLACK);
		trial.pass(Candidates.SESSION_TIMEOUT);
	}

	static void stall(Trial trial) {
		trial.faultNow();
		long cut = System.nanoTime();
		trial.leader().cut(Direction.values());
		trial.pass(RIDE_OUT.minus(SLACK));
		trial.leader().heal();
		checkInterruption(trial, System.nanoTime() - cut, SLACK.dividedBy(2));
		trial.pass(Candidates.SESSION_TIMEOUT);
	}

	private static void checkInterruption(Trial trial, long nanos, Duration slack) {
		if (nanos > RIDE_OUT.minus(slack).toNanos()) {
			trial.doesNotCount("the interruption of %d ms is not within the ride-out"
				.formatted(Duration.ofNanos(nanos).toMillis()));
		}
	}

}
