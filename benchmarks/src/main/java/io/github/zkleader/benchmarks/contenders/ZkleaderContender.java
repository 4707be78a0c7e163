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

package io.github.zkleader.benchmarks.contenders;

import java.util.Map;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * An application context with this library.
 */
final class ZkleaderContender implements Contender {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final String firstRole;

	private final Work work;

	ZkleaderContender(Settings settings, Grants grants, String elector) {
		this.firstRole = settings.roleNames().get(0);
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("candidate",
					Map.of("spring.application.name", "candidate", "leader.path", settings.path(), "leader.roles",
							String.join(",", settings.roleNames()), "leader.elector", elector, "leader.auto-start",
							"false", "leader.zookeeper.tick-time", "500ms", "leader.zookeeper.connect-string",
							settings.connectString(), "leader.zookeeper.session-timeout",
							settings.sessionTimeoutMillis() + "ms", "leader.zookeeper.connection-timeout",
							settings.sessionTimeoutMillis() + "ms")));
		this.context.register(Application.class);
		this.context.addApplicationListener((event) -> {
			if (event instanceof AbstractLeaderEvent leaderEvent) {
				tell(grants, leaderEvent);
			}
		});
		this.context.refresh();
		this.work = this.context.getBean(Work.class);
	}

	private static void tell(Grants grants, AbstractLeaderEvent event) {
		if (event instanceof OnGrantedEvent) {
			grants.granted(event.getRole());
		}
		else if (event instanceof OnRevokedEvent) {
			grants.revoked(event.getRole());
		}
	}

	@Override
	public void start() {
		this.context.start();
	}

	@Override
	public void run(Runnable work) {
		this.work.run(work);
	}

	@Override
	public void giveUp() {
		this.context.getBean(LeaderElections.class).get(this.firstRole).yield();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * An application with nothing but elections and a gate.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, LeaderClientAutoConfiguration.class,
			LeaderElectionAutoConfiguration.class, LeaderGateAutoConfiguration.class })
	static class Application {

		@Bean
		Work work() {
			return new Work();
		}

	}

	/**
	 * Work for the leader of the first role.
	 */
	static class Work {

		@LeaderOnly("role-0")
		void run(Runnable work) {
			work.run();
		}

	}

}
