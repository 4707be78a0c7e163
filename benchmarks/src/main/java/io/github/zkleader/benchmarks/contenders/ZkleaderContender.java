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
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application with this library.
 */
final class ZkleaderContender implements Contender {

	private final ConfigurableApplicationContext context;

	private final String firstRole;

	private final Work work;

	ZkleaderContender(Settings settings, Grants grants, String elector) {
		this.firstRole = settings.roleNames().get(0);
		String sessionTimeout = settings.sessionTimeoutMillis() + "ms";
		this.context = BootApplication.run(Application.class,
				Map.of("spring.application.name", "candidate", "leader.path", settings.path(), "leader.roles",
						String.join(",", settings.roleNames()), "leader.elector", elector, "leader.auto-start", "false",
						"leader.zookeeper.tick-time", "500ms", "leader.zookeeper.connect-string",
						settings.connectString(), "leader.zookeeper.session-timeout", sessionTimeout,
						"leader.zookeeper.connection-timeout", sessionTimeout),
				grants, (context) -> {
				});
		// The others have their client before they start, too
		this.context.getBean(CuratorFramework.class);
		this.work = this.context.getBean(Work.class);
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
	 * An application with work for a leader.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
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
