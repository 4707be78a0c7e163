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

package io.github.zkleader.test;

import java.util.List;
import java.util.Map;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.StateChange;
import io.github.zkleader.test.autoconfigure.AutoConfigureLeadership;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for elections of test classes that share application contexts, in turn and in
 * parallel.
 */
class SharedContextTests {

	@Test
	void contextLeadsAgainAfterItWasPausedForAnother() {
		assertThat(run(Map.of(), FirstCase.class, FollowerCase.class, AfterPauseCase.class)).isEqualTo(11);
	}

	@Test
	void parallelClassesDoNotGetIntoEachOthersWay() {
		Map<String, String> parallel = Map.of("junit.jupiter.execution.parallel.enabled", "true",
				"junit.jupiter.execution.parallel.mode.default", "concurrent",
				"junit.jupiter.execution.parallel.config.strategy", "fixed",
				"junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
		assertThat(run(parallel, FirstCase.class, SecondCase.class, FollowerCase.class)).isEqualTo(15);
	}

	@Test
	void dirtyContextIsReplaced() {
		assertThat(run(Map.of(), DirtyCase.class, FirstCase.class)).isEqualTo(8);
	}

	private static long run(Map<String, String> parameters, Class<?>... testClasses) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(List.of(testClasses).stream().map(DiscoverySelectors::selectClass).toList())
			.configurationParameters(parameters)
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		TestExecutionSummary summary = listener.getSummary();
		assertThat(summary.getFailures()).extracting(Failure::getException).isEmpty();
		return summary.getTestsSucceededCount();
	}

	/**
	 * Changes leaders.
	 */
	@SpringBootTest(classes = ExampleApplication.class, properties = "shared=true")
	@AutoConfigureLeadership
	abstract static class AbstractCase {

		@Autowired
		private Leadership leadership;

		@Autowired
		private LeadershipControl control;

		@Autowired
		private ExampleApplication.Job job;

		@RepeatedTest(5)
		void changes() {
			assertThat(this.leadership).isLeader().heard().didNotRun("job.run");
			this.control.revoke("leader", RevokeReason.YIELDED);
			this.job.run();
			assertThat(this.leadership).isNotLeader().heard(OnRevokedEvent.class).didNotRun("job.run");
			this.control.grant("leader");
			this.job.run();
			assertThat(this.leadership).isLeader().heard(OnRevokedEvent.class, OnGrantedEvent.class).ran("job.run", 1);
			this.control.expireLease("leader");
		}

	}

	/**
	 * One of two classes with the same application context.
	 */
	static class FirstCase extends AbstractCase {

	}

	/**
	 * The other one.
	 */
	static class SecondCase extends AbstractCase {

	}

	/**
	 * A class with another application context.
	 */
	@SpringBootTest(classes = ExampleApplication.class, properties = "shared=true")
	@AutoConfigureLeadership(InitialLeadership.FOLLOWER)
	static class FollowerCase {

		@RepeatedTest(5)
		void follows(@Autowired Leadership leadership, @Autowired LeadershipControl control) {
			assertThat(leadership).isNotLeader();
			control.grant("leader");
			assertThat(leadership).isLeader();
		}

	}

	/**
	 * A class with the application context of the first one.
	 */
	@SpringBootTest(classes = ExampleApplication.class, properties = "shared=true")
	@AutoConfigureLeadership
	static class AfterPauseCase {

		@Test
		void leads(@Autowired LeaderElections elections) {
			assertThat(elections.get("leader")).isLeader().heard();
			assertThat(elections.get("leader").getStatus().history()).extracting(StateChange::state)
				.contains(LeadershipState.STOPPED);
		}

	}

	/**
	 * A class that leaves no application context to others.
	 */
	@SpringBootTest(classes = ExampleApplication.class, properties = "shared=true")
	@AutoConfigureLeadership
	@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
	static class DirtyCase {

		@RepeatedTest(3)
		void leads(@Autowired Leadership leadership, @Autowired LeadershipControl control) {
			assertThat(leadership).isLeader().heard();
			control.expireLease("leader");
		}

	}

}
