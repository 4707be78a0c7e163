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
import java.util.stream.Stream;

import io.github.zkleader.FakeElections;
import io.github.zkleader.FakeLeadership;
import io.github.zkleader.FakeTask;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the names of {@link LeaderMetrics} in Prometheus.
 */
class LeaderMetricsPrometheusTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final FakeElections elections = new FakeElections();

	private final LeaderMetrics metrics = new LeaderMetrics(() -> this.registry, () -> this.elections);

	@Test
	void everyMeterHasItsPlainName() {
		FakeLeadership leadership = this.elections.join("reports");
		this.metrics.onRole(leadership);
		this.metrics.onTask(new FakeTask("reports", "reportJob.run"));
		this.metrics.afterSingletonsInstantiated();
		this.metrics.onGranted(leadership.lead(7), Duration.ofSeconds(1));
		assertThat(families()).containsExactlyInAnyOrder("leader_acquisition_seconds summary",
				"leader_acquisition_seconds_max gauge", "leader_drain_seconds summary",
				"leader_drain_seconds_max gauge", "leader_fencing_token gauge", "leader_lease_remaining_seconds gauge",
				"leader_lease_renewal_seconds summary", "leader_lease_renewal_seconds_max gauge",
				"leader_listener_failures_total counter", "leader_overruns_total counter", "leader_state gauge",
				"leader_status gauge", "leader_task_runs_seconds summary", "leader_task_runs_seconds_max gauge",
				"leader_task_skipped_total counter", "leader_tenure_active_seconds summary",
				"leader_tenure_active_seconds_max gauge", "leader_tenure_seconds summary",
				"leader_tenure_seconds_max gauge", "leader_transitions_total counter");
	}

	private Stream<String> families() {
		return this.registry.scrape()
			.lines()
			.filter((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.substring("# TYPE ".length()));
	}

}
