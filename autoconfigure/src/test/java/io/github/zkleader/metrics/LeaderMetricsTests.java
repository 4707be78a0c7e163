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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.ElectionListener.LeadershipEvent;
import io.github.zkleader.FakeElections;
import io.github.zkleader.FakeLeadership;
import io.github.zkleader.FakeRecordedTask;
import io.github.zkleader.FakeTask;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.SkipReason;
import io.github.zkleader.Term;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickedTask;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link LeaderMetrics}.
 */
class LeaderMetricsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final MockClock clock = new MockClock();

	private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final FakeElections elections = new FakeElections();

	private final FakeLeadership leadership = this.elections.join("reports");

	private final FakeTask task = new FakeTask("reports", "reportJob.run");

	private final LeaderMetrics metrics = new LeaderMetrics(() -> this.registry, () -> this.elections);

	@BeforeEach
	void join() {
		this.metrics.onRole(this.leadership);
		this.metrics.onTask(this.task);
		this.metrics.afterSingletonsInstantiated();
	}

	@Test
	void ticksOfTaskThatRecordsThem() {
		TickedTask task = new FakeRecordedTask("reports", "nightly.run");
		this.metrics.onTask(task);
		for (TickOutcome outcome : TickOutcome.values()) {
			RequiredSearch meter = this.registry.get("leader.task.ticks")
				.tags("role", "reports", "task", "nightly.run", "outcome", outcome.tag());
			assertThat(meter.functionCounter().count()).isZero();
			task.count(outcome, 2);
			assertThat(meter.functionCounter().count()).isEqualTo(2);
		}
		assertThat(this.registry.get("leader.task.ticks").functionCounters()).hasSize(TickOutcome.values().length);
	}

	@Test
	void registersEveryMeterBeforeAnythingHappens() {
		List<String> expected = new ArrayList<>();
		expected.add("GAUGE leader.status role=reports");
		for (String state : List.of("stopped", "connecting", "follower", "preparing", "leader", "releasing", "paused",
				"failed")) {
			expected.add("GAUGE leader.state role=reports state=" + state);
		}
		expected.add("COUNTER leader.transitions event=granted reason=granted role=reports");
		for (String reason : List.of("yielded", "paused", "stopped", "lease", "session", "deleted", "listener",
				"error")) {
			expected.add("COUNTER leader.transitions event=revoked reason=" + reason + " role=reports");
		}
		expected.add("TIMER leader.tenure role=reports");
		expected.add("LONG_TASK_TIMER leader.tenure.active role=reports");
		expected.add("TIMER leader.acquisition role=reports");
		for (String outcome : List.of("success", "error", "interrupted")) {
			expected.add("TIMER leader.task.runs outcome=" + outcome + " role=reports task=reportJob.run");
		}
		for (String reason : List.of("follower", "preparing", "releasing", "lease", "paused", "disconnected", "stopped",
				"failed")) {
			expected.add("COUNTER leader.task.skipped reason=" + reason + " role=reports task=reportJob.run");
		}
		expected.add("TIMER leader.drain role=reports");
		expected.add("COUNTER leader.overruns role=reports");
		expected.add("COUNTER leader.listener.failures event=granted role=reports");
		expected.add("COUNTER leader.listener.failures event=revoked role=reports");
		expected.add("GAUGE leader.fencing.token role=reports");
		expected.add("GAUGE leader.lease.remaining");
		expected.add("TIMER leader.lease.renewal outcome=success");
		expected.add("TIMER leader.lease.renewal outcome=failure");
		assertThat(this.registry.getMeters()).extracting(LeaderMetricsTests::describe)
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	private static String describe(Meter meter) {
		StringBuilder text = new StringBuilder(meter.getId().getType() + " " + meter.getId().getName());
		meter.getId().getTags().forEach((tag) -> text.append(" " + tag.getKey() + "=" + tag.getValue()));
		return text.toString();
	}

	@Test
	void describesEveryMeter() {
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getDescription())
			.doesNotContainNull()
			.allMatch((description) -> !description.isBlank());
	}

	@Test
	void registersRolesAndTasksThatJoinLater() {
		this.metrics.onRole(this.elections.join("mails"));
		this.metrics.onTask(new FakeTask("mails", "mailJob.run"));
		assertThat(this.registry.get("leader.overruns").tag("role", "mails").counter().count()).isZero();
		assertThat(this.registry.get("leader.task.runs").tag("task", "mailJob.run").timers()).hasSize(3);
	}

	@Test
	void statusTellsWhetherThisInstanceLeads() {
		assertThat(role("leader.status").gauge().value()).isZero();
		this.leadership.lead(7);
		assertThat(role("leader.status").gauge().value()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void stateIsOneForCurrentStateOnly(LeadershipState state) {
		this.leadership.state(state);
		for (LeadershipState other : LeadershipState.values()) {
			assertThat(role("leader.state").tag("state", other.tag()).gauge().value()).as(other.tag())
				.isEqualTo((other == state) ? 1 : 0);
		}
	}

	@Test
	void fencingTokenIsThatOfCurrentTerm() {
		this.leadership.lead(4294967302L);
		assertThat(role("leader.fencing.token").gauge().value()).isEqualTo(4294967302d);
	}

	@Test
	void fencingTokenIsNaNWhenNotLeading() {
		assertThat(role("leader.fencing.token").gauge().value()).isNaN();
	}

	@Test
	void grantIsCounted() {
		this.metrics.onGranted(this.leadership.lead(7), SECOND);
		assertThat(role("leader.transitions").tags("event", "granted").counter().count()).isOne();
		assertThat(role("leader.acquisition").timer().totalTime(TimeUnit.SECONDS)).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void revocationIsCounted(RevokeReason reason) {
		this.metrics.onRevoked(this.leadership.lead(7), reason, SECOND);
		for (RevokeReason other : RevokeReason.values()) {
			assertThat(role("leader.transitions").tags("event", "revoked", "reason", other.tag()).counter().count())
				.as(other.tag())
				.isEqualTo((other == reason) ? 1 : 0);
		}
		assertThat(role("leader.tenure").timer().totalTime(TimeUnit.SECONDS)).isOne();
	}

	@Test
	void tenureIsActiveFromGrantToRevocation() {
		Term term = this.leadership.lead(7);
		this.metrics.onGranted(term, SECOND);
		this.clock.add(SECOND);
		assertThat(role("leader.tenure.active").longTaskTimer().activeTasks()).isOne();
		assertThat(role("leader.tenure.active").longTaskTimer().duration(TimeUnit.SECONDS)).isOne();
		this.metrics.onRevoked(term, RevokeReason.YIELDED, SECOND);
		assertThat(role("leader.tenure.active").longTaskTimer().activeTasks()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void runIsTimed(RunOutcome outcome) {
		this.metrics.onRun(this.task, outcome, SECOND.toNanos());
		for (RunOutcome other : RunOutcome.values()) {
			assertThat(role("leader.task.runs").tag("outcome", other.tag()).timer().totalTime(TimeUnit.SECONDS))
				.as(other.tag())
				.isEqualTo((other == outcome) ? 1 : 0);
		}
	}

	@ParameterizedTest
	@EnumSource
	void skipIsCounted(SkipReason reason) {
		this.task.skip(reason);
		for (SkipReason other : SkipReason.values()) {
			assertThat(role("leader.task.skipped").tag("reason", other.tag()).functionCounter().count()).as(other.tag())
				.isEqualTo((other == reason) ? 1 : 0);
		}
	}

	@Test
	void drainIsTimed() {
		this.metrics.onDrained("reports", SECOND);
		assertThat(role("leader.drain").timer().totalTime(TimeUnit.SECONDS)).isOne();
	}

	@Test
	void overrunIsCounted() {
		this.metrics.onOverrun("reports", "reportJob.run");
		assertThat(role("leader.overruns").counter().count()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void listenerFailureIsCounted(LeadershipEvent event) {
		this.metrics.onListenerFailure("reports", event);
		for (LeadershipEvent other : LeadershipEvent.values()) {
			assertThat(role("leader.listener.failures").tag("event", other.tag()).counter().count()).as(other.tag())
				.isEqualTo((other == event) ? 1 : 0);
		}
	}

	@Test
	void leaseRemainingIsInSeconds() {
		this.elections.lease(Duration.ofMillis(6100));
		assertThat(this.registry.get("leader.lease.remaining").gauge().value()).isEqualTo(6.1);
		assertThat(this.registry.get("leader.lease.remaining").gauge().getId().getBaseUnit()).isEqualTo("seconds");
	}

	@Test
	void leaseRemainingIsZeroWithoutLease() {
		assertThat(this.registry.get("leader.lease.remaining").gauge().value()).isZero();
	}

	@Test
	void leaseRenewalIsTimed() {
		this.metrics.onLeaseRenewal(SECOND.toNanos(), null);
		this.metrics.onLeaseRenewal(2 * SECOND.toNanos(), new IllegalStateException());
		assertThat(renewal("success")).isEqualTo(1);
		assertThat(renewal("failure")).isEqualTo(2);
	}

	private double renewal(String outcome) {
		return this.registry.get("leader.lease.renewal").tag("outcome", outcome).timer().totalTime(TimeUnit.SECONDS);
	}

	@Test
	void unknownRoleAndTaskAreIgnored() {
		Collection<Meter> meters = List.copyOf(this.registry.getMeters());
		this.metrics.onOverrun("unknown", "reportJob.run");
		this.metrics.onRun(new FakeTask("unknown", "unknown"), RunOutcome.SUCCESS, 1);
		assertThat(this.registry.getMeters()).containsExactlyInAnyOrderElementsOf(meters);
	}

	@Test
	void eventsBeforeRegistryIsThereAreIgnored() {
		LeaderMetrics metrics = new LeaderMetrics(() -> this.registry, () -> this.elections);
		metrics.onRole(this.leadership);
		assertThatCode(() -> {
			metrics.onOverrun("reports", "reportJob.run");
			metrics.onLeaseRenewal(1, null);
		}).doesNotThrowAnyException();
	}

	@Test
	void brokenRegistryBreaksNobody() {
		this.registry.config().onMeterAdded((meter) -> {
			throw new IllegalStateException("broken");
		});
		assertThatCode(() -> this.metrics.onRole(this.elections.join("mails"))).doesNotThrowAnyException();
	}

	private RequiredSearch role(String meter) {
		return this.registry.get(meter).tag("role", "reports");
	}

}
