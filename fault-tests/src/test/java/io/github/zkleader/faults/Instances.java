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

package io.github.zkleader.faults;

import java.time.Duration;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import org.awaitility.Awaitility;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Instances of a service in the process of the test.
 */
final class Instances {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private Instances() {
	}

	static ApplicationContextRunner runner(String connectString) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LeaderClientAutoConfiguration.class,
					LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class))
			.withPropertyValues("spring.application.name=orders", "leader.role=leader",
					"leader.zookeeper.session-timeout=4s", "leader.zookeeper.connection-timeout=2s",
					"leader.zookeeper.tick-time=500ms", "leader.zookeeper.connect-string=" + connectString);
	}

	static Leadership awaitLeader(ApplicationContext context) {
		Leadership leadership = leadership(context);
		Awaitility.await().atMost(TIMEOUT).until(leadership::isLeader);
		return leadership;
	}

	static Leadership leadership(ApplicationContext context) {
		return context.getBean(LeaderElections.class).get("leader");
	}

	static ConnectionStatus connection(ApplicationContext context) {
		return context.getBean(LeaderElections.class).getConnection();
	}

}
