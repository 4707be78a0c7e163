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
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.ElectionListener.LeadershipEvent;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a role.
 */
final class RoleMeters {

	private final Counter granted;

	private final Map<RevokeReason, Counter> revoked = new EnumMap<>(RevokeReason.class);

	private final Timer tenure;

	private final LongTaskTimer activeTenure;

	private final AtomicReference<LongTaskTimer.@Nullable Sample> active = new AtomicReference<>();

	private final Timer acquisition;

	private final Timer drain;

	private final Counter overruns;

	private final Map<LeadershipEvent, Counter> listenerFailures = new EnumMap<>(LeadershipEvent.class);

	RoleMeters(MeterRegistry registry, Leadership leadership) {
		Tags role = Tags.of("role", leadership.getRole());
		registerGauges(registry, role, leadership);
		this.granted = LeaderMeter.TRANSITIONS.counter(registry, role.and("event", "granted", "reason", "granted"));
		for (RevokeReason reason : RevokeReason.values()) {
			this.revoked.put(reason,
					LeaderMeter.TRANSITIONS.counter(registry, role.and("event", "revoked", "reason", reason.tag())));
		}
		for (LeadershipEvent event : LeadershipEvent.values()) {
			this.listenerFailures.put(event,
					LeaderMeter.LISTENER_FAILURES.counter(registry, role.and("event", event.tag())));
		}
		this.tenure = LeaderMeter.TENURE.timer(registry, role);
		this.activeTenure = LeaderMeter.TENURE_ACTIVE.longTaskTimer(registry, role);
		this.acquisition = LeaderMeter.ACQUISITION.timer(registry, role);
		this.drain = LeaderMeter.DRAIN.timer(registry, role);
		this.overruns = LeaderMeter.OVERRUNS.counter(registry, role);
	}

	private static void registerGauges(MeterRegistry registry, Tags role, Leadership leadership) {
		LeaderMeter.STATUS.gauge(registry, role, leadership, (source) -> source.isLeader() ? 1 : 0);
		for (LeadershipState state : LeadershipState.values()) {
			LeaderMeter.STATE.gauge(registry, role.and("state", state.tag()), leadership,
					(source) -> (source.getStatus().state() == state) ? 1 : 0);
		}
		LeaderMeter.FENCING_TOKEN.gauge(registry, role, leadership,
				(source) -> source.getTerm().map((term) -> (double) term.fencingToken()).orElse(Double.NaN));
	}

	void granted(Duration campaign) {
		this.granted.increment();
		this.acquisition.record(campaign);
		stop(this.active.getAndSet(this.activeTenure.start()));
	}

	void revoked(RevokeReason reason, Duration tenure) {
		stop(this.active.getAndSet(null));
		this.tenure.record(tenure);
		count(this.revoked.get(reason));
	}

	private static void stop(LongTaskTimer.@Nullable Sample sample) {
		if (sample != null) {
			sample.stop();
		}
	}

	void drained(Duration drain) {
		this.drain.record(drain);
	}

	void overrun() {
		this.overruns.increment();
	}

	void listenerFailed(LeadershipEvent event) {
		count(this.listenerFailures.get(event));
	}

	private static void count(@Nullable Counter counter) {
		if (counter != null) {
			counter.increment();
		}
	}

}
