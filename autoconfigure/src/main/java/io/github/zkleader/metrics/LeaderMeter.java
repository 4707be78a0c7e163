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

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters. All but those of the lease have the tag {@code role}. A base unit is set
 * only where Prometheus does not append it to a name that says it already.
 */
enum LeaderMeter {

	/**
	 * Gauge.
	 */
	STATUS("leader.status", "Whether this instance leads the role", null),

	/**
	 * Gauge by {@code state}.
	 */
	STATE("leader.state", "Whether this instance is in the state in the election of the role", null),

	/**
	 * Counter by {@code event} and {@code reason}.
	 */
	TRANSITIONS("leader.transitions", "Leaderships granted to and revoked from this instance", "transitions"),

	/**
	 * Timer.
	 */
	TENURE("leader.tenure", "How long leaderships of this instance lasted", null),

	/**
	 * Long task timer.
	 */
	TENURE_ACTIVE("leader.tenure.active", "How long this instance has been leading the role", null),

	/**
	 * Timer.
	 */
	ACQUISITION("leader.acquisition", "How long this instance campaigned until leadership was granted", null),

	/**
	 * Timer by {@code task} and {@code outcome}.
	 */
	TASK_RUNS("leader.task.runs", "Runs that the gate admitted", null),

	/**
	 * Counter by {@code task} and {@code reason}.
	 */
	TASK_SKIPPED("leader.task.skipped", "Calls that the gate refused", null),

	/**
	 * Counter by {@code task} and {@code outcome}, of tasks that make up for missed
	 * times.
	 */
	TASK_TICKS("leader.task.ticks", "Scheduled times that were not simply run in time", null),

	/**
	 * Timer.
	 */
	DRAIN("leader.drain", "How long runs in flight took to end after the gate closed", null),

	/**
	 * Counter.
	 */
	OVERRUNS("leader.overruns", "Runs that went on although they were interrupted and given their grace", "overruns"),

	/**
	 * Counter by {@code event}.
	 */
	LISTENER_FAILURES("leader.listener.failures", "Listeners of leadership events that threw or took too long",
			"failures"),

	/**
	 * Gauge.
	 */
	FENCING_TOKEN("leader.fencing.token", "The fencing token of the current term, NaN when not leading", null),

	/**
	 * Gauge of the process.
	 */
	LEASE_REMAINING("leader.lease.remaining", "How long the session lease holds without word from ZooKeeper",
			"seconds"),

	/**
	 * Timer of the process, by {@code outcome}.
	 */
	LEASE_RENEWAL("leader.lease.renewal", "Renewals of the session lease", null);

	private final String name;

	private final String description;

	private final @Nullable String unit;

	LeaderMeter(String name, String description, @Nullable String unit) {
		this.name = name;
		this.description = description;
		this.unit = unit;
	}

	Counter counter(MeterRegistry registry, Tags tags) {
		return Counter.builder(this.name)
			.description(this.description)
			.baseUnit(this.unit)
			.tags(tags)
			.register(registry);
	}

	<T> void functionCounter(MeterRegistry registry, Tags tags, T source, ToDoubleFunction<T> count) {
		FunctionCounter.builder(this.name, source, count)
			.description(this.description)
			.baseUnit(this.unit)
			.tags(tags)
			.register(registry);
	}

	Timer timer(MeterRegistry registry, Tags tags) {
		return Timer.builder(this.name).description(this.description).tags(tags).register(registry);
	}

	LongTaskTimer longTaskTimer(MeterRegistry registry, Tags tags) {
		return LongTaskTimer.builder(this.name).description(this.description).tags(tags).register(registry);
	}

	<T> void gauge(MeterRegistry registry, Tags tags, T source, ToDoubleFunction<T> value) {
		Gauge.builder(this.name, source, value)
			.description(this.description)
			.baseUnit(this.unit)
			.strongReference(true)
			.tags(tags)
			.register(registry);
	}

}
