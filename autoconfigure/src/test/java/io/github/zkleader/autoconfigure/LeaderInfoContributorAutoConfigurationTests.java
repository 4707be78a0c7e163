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

package io.github.zkleader.autoconfigure;

import io.github.zkleader.FakeElections;
import io.github.zkleader.actuate.LeaderInfoContributor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderInfoContributorAutoConfiguration}.
 */
class LeaderInfoContributorAutoConfigurationTests {

	private final ApplicationContextRunner unset = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeaderInfoContributorAutoConfiguration.class));

	private final ApplicationContextRunner enabled = this.unset
		.withPropertyValues("management.info.leader.enabled=true");

	@Test
	void contributorIsThereWhenEnabled() {
		this.enabled.withBean(FakeElections.class)
			.run((context) -> assertThat(context).hasSingleBean(LeaderInfoContributor.class));
	}

	@Test
	void contributorIsAbsentByDefault() {
		this.unset.withBean(FakeElections.class)
			.run((context) -> assertThat(context).doesNotHaveBean(LeaderInfoContributor.class));
	}

	@Test
	void contributorIsAbsentWithoutElections() {
		this.enabled.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeaderInfoContributor.class));
	}

	@Test
	void contributorIsAbsentWithoutActuator() {
		this.enabled.withBean(FakeElections.class)
			.withClassLoader(new FilteredClassLoader(InfoContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderInfoContributor"));
	}

	@Test
	void contributorIsAbsentWithoutActuatorAutoConfiguration() {
		this.enabled.withBean(FakeElections.class)
			.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledInfoContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leaderInfoContributor"));
	}

	@Test
	void contributorCanBeReplaced() {
		this.enabled.withBean(FakeElections.class)
			.withBean("custom", LeaderInfoContributor.class, () -> new LeaderInfoContributor(new FakeElections()))
			.run((context) -> assertThat(context).hasSingleBean(LeaderInfoContributor.class).hasBean("custom"));
	}

}
