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

package io.github.zkleader.observation;

import java.util.stream.Stream;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.autoconfigure.LeaderMetricsAutoConfiguration;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that meters made of observations and the meters of the elections do not get into
 * each other's way in Prometheus.
 */
class LeaderObservationPrometheusTests {

	private final PrometheusMeterRegistry meterRegistry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ObservationRegistry observationRegistry = ObservationRegistry.create();

	@Test
	void everyObservationHasMetersOfItsOwn() {
		this.meterRegistry.throwExceptionOnRegistrationFailure();
		this.observationRegistry.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(this.meterRegistry));
		ObservedElections.contextRunner()
			.withConfiguration(AutoConfigurations.of(LeaderMetricsAutoConfiguration.class))
			.withBean(PrometheusMeterRegistry.class, () -> this.meterRegistry)
			.withBean("registry", ObservationRegistry.class, () -> this.observationRegistry,
					(definition) -> definition.setPrimary(true))
			.withBean("job", Job.class)
			.run((context) -> {
				Leadership leadership = ObservedElections.awaitLeadership(context);
				context.getBean(Job.class).run();
				leadership.pause();
				ObservedElections.awaitState(context, LeadershipState.PAUSED);
			});
		assertThat(families()).contains("leader_run_seconds summary", "leader_grant_seconds summary",
				"leader_revoke_seconds summary", "leader_revoke_drain_seconds summary",
				"leader_run_active_seconds summary", "leader_task_runs_seconds summary",
				"leader_drain_seconds summary");
		assertThat(this.meterRegistry.get("leader.run")
			.tags("role", "leader", "task", "job.run", "outcome", "success", "error", "none")
			.timer()
			.count())
			.isEqualTo(this.meterRegistry.get("leader.task.runs")
				.tags("role", "leader", "task", "job.run", "outcome", "success")
				.timer()
				.count())
			.isOne();
		assertThat(this.meterRegistry.find("leader.run").tagKeys("leader.id").meters()).isEmpty();
	}

	private Stream<String> families() {
		return this.meterRegistry.scrape()
			.lines()
			.filter((line) -> line.startsWith("# TYPE "))
			.map((line) -> line.substring("# TYPE ".length()));
	}

	static class Job {

		@LeaderOnly
		void run() {
		}

	}

}
