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

package io.github.zkleader.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.zkleader.LeaderElections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of the session lease, which all roles share.
 */
final class LeaseMeters {

	private static final double NANOS_PER_SECOND = 1_000_000_000;

	private final Timer success;

	private final Timer failure;

	LeaseMeters(MeterRegistry registry, Supplier<LeaderElections> elections) {
		LeaderMeter.LEASE_REMAINING.gauge(registry, Tags.empty(), elections, LeaseMeters::remaining);
		this.success = LeaderMeter.LEASE_RENEWAL.timer(registry, Tags.of("outcome", "success"));
		this.failure = LeaderMeter.LEASE_RENEWAL.timer(registry, Tags.of("outcome", "failure"));
	}

	private static double remaining(Supplier<LeaderElections> elections) {
		Duration remaining = elections.get().getConnection().leaseRemaining();
		return (remaining != null) ? Math.max(0, remaining.toNanos() / NANOS_PER_SECOND) : 0;
	}

	void renewed(long nanos, boolean success) {
		(success ? this.success : this.failure).record(nanos, TimeUnit.NANOSECONDS);
	}

}
