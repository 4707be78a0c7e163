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

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.gate.TestElections;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

/**
 * Tests for {@link LeaderOnly} beans that a test replaces.
 */
@SpringJUnitConfig
class LeaderOnlyMockTests {

	@MockitoBean
	private Job mock;

	@MockitoSpyBean
	private OtherJob spy;

	@Autowired
	private OtherJob other;

	@Test
	void mockIsNotGated() {
		given(this.mock.run()).willReturn("mocked");
		assertThat(this.mock.run()).isEqualTo("mocked");
	}

	@Test
	void spyIsGated() {
		this.other.run();
		then(this.spy).shouldHaveNoInteractions();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LeaderGateAutoConfiguration.class)
	@Import(TestElections.class)
	static class Config {

		@Bean
		Job job() {
			return new Job();
		}

		@Bean
		OtherJob otherJob() {
			return new OtherJob();
		}

	}

	static class Job {

		@LeaderOnly
		String run() {
			return "run";
		}

	}

	static class OtherJob {

		@LeaderOnly
		void run() {
		}

	}

}
