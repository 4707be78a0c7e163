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

package io.github.zkleader.testcontainers;

import java.time.Duration;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.Term;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.awaitility.Awaitility.await;

/**
 * One instance of an application that writes to a {@link Ledger} as long as it leads.
 */
final class LedgerApplication implements AutoCloseable {

	static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	private final ConfigurableApplicationContext context;

	private LedgerApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start an instance.
	 * @param connectString the servers
	 * @param ledger the ledger
	 * @return the instance
	 */
	static LedgerApplication start(String connectString, Ledger ledger) {
		return new LedgerApplication(new SpringApplicationBuilder(Instance.class).web(WebApplicationType.NONE)
			.initializers((context) -> context.getBeanFactory().registerSingleton("ledger", ledger))
			.properties("spring.application.name=ledger", "leader.zookeeper.connect-string=" + connectString,
					"leader.zookeeper.ensemble-tracker=false", "leader.zookeeper.connection-timeout=2s",
					"leader.zookeeper.session-timeout=" + SESSION_TIMEOUT.toMillis() + "ms",
					"leader.zookeeper.tick-time=" + ZookeeperContainer.TICK.toMillis() + "ms",
					"leader.zookeeper.retry.max-sleep=1s")
			.run());
	}

	Leadership getLeadership() {
		return this.context.getBean(LeaderElections.class).get("leader");
	}

	boolean isLeader() {
		return getLeadership().isLeader();
	}

	long getFencingToken() {
		return getLeadership().getTerm().orElseThrow().fencingToken();
	}

	LedgerApplication awaitLeader() {
		await().atMost(Duration.ofSeconds(30)).until(this::isLeader);
		return this;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Configuration of an instance.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	static class Instance {

		@Bean
		LedgerJob ledgerJob(Ledger ledger) {
			return new LedgerJob(ledger);
		}

	}

	/**
	 * Writes to the ledger.
	 */
	static class LedgerJob {

		private final Ledger ledger;

		LedgerJob(Ledger ledger) {
			this.ledger = ledger;
		}

		@Scheduled(fixedDelay = 20)
		@LeaderOnly
		void run() {
			Term term = Term.current();
			this.ledger.write(term.leaderId(), term.fencingToken());
		}

	}

}
