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

package io.github.zkleader.test.docs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.Leadership;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.test.LeadershipControl;
import io.github.zkleader.test.autoconfigure.AutoConfigureLeadership;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import static io.github.zkleader.test.LeadershipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The examples of the README.
 */
@SpringBootTest
@AutoConfigureLeadership
class ReportJobTests {

	@Autowired
	private ReportJob job;

	@Autowired
	private Reports reports;

	@Autowired
	private Leadership leadership;

	@Autowired
	private LeadershipControl control;

	@BeforeEach
	void clear() {
		this.reports.clear();
		this.job.damage(false);
	}

	@Test
	void writesOnTheLeader() {
		this.job.run();
		assertThat(this.leadership).isLeader().ran("reportJob.run", 1);
		long token = this.reports.getTokens().get(0);
		assertThat(this.leadership).hasToken(token);
	}

	@Test
	void doesNothingOnAFollower() {
		this.control.revoke("leader", RevokeReason.YIELDED);
		this.job.run();
		assertThat(this.leadership).isNotLeader().skipped("reportJob.run").didNotRun("reportJob.run");
		assertThat(this.leadership).heard(OnRevokedEvent.class).heardOfLeader("another-instance");
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.job::publish);
	}

	@Test
	void writesWithGreaterTokenInNextTerm() {
		this.job.run();
		this.control.revoke("leader", RevokeReason.SESSION);
		this.control.grant("leader");
		this.job.run();
		assertThat(this.reports.getTokens()).hasSize(2).isSorted().doesNotHaveDuplicates();
		assertThat(this.leadership).heard(OnRevokedEvent.class, OnGrantedEvent.class);
	}

	@Test
	void isInterruptedWhenTheLeaseExpires() throws Exception {
		CompletableFuture<Void> export = startExport();
		this.control.expireLease("leader");
		assertThat(export).failsWithin(Duration.ofSeconds(5));
		assertThat(this.leadership).isNotLeader().interrupted("reportJob.export");
	}

	@Test
	void isInterruptedWhenItOutlastsTheDrain() throws Exception {
		CompletableFuture<Void> export = startExport();
		this.leadership.yield();
		assertThat(this.leadership).isNotLeader();
		this.control.advance(Duration.ofSeconds(15)); // leader.drain-timeout
		assertThat(export).failsWithin(Duration.ofSeconds(5));
	}

	@Test
	void doesNotLeadUntilItHasRecovered() {
		this.control.revoke("leader", RevokeReason.YIELDED);
		this.job.damage(true);
		assertThatIllegalStateException().isThrownBy(() -> this.control.grant("leader"))
			.withMessageContaining("OnGrantedEvent");
		assertThat(this.leadership).isNotLeader();
		this.job.damage(false);
		this.control.grant("leader");
		assertThat(this.leadership).isLeader();
	}

	private CompletableFuture<Void> startExport() throws InterruptedException {
		CompletableFuture<Void> export = CompletableFuture.runAsync(() -> {
			try {
				this.job.export();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		this.job.awaitExport();
		return export.orTimeout(10, TimeUnit.SECONDS);
	}

}
