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
import java.util.UUID;

import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.leader.event.LeaderEventPublisher;
import org.springframework.integration.zookeeper.leader.LeaderInitiator;

/**
 * Spring Integration's initiators, one for each role, as beans of a Boot application,
 * which publishes their events and starts and stops them.
 */
final class InitiatorContender implements Contender {

	private final ConfigurableApplicationContext context;

	private final LeaderInitiator first;

	InitiatorContender(Settings settings, Grants grants) {
		this.context = BootApplication.run(Application.class, Map.of("spring.application.name", "candidate"), grants,
				(application) -> {
					application.registerBean(Settings.class, () -> settings);
					for (String role : settings.roleNames()) {
						application.registerBean(role, LeaderInitiator.class,
								() -> initiator(application, settings, role));
					}
				});
		this.first = this.context.getBean(settings.roleNames().get(0), LeaderInitiator.class);
	}

	private static LeaderInitiator initiator(ApplicationContext context, Settings settings, String role) {
		LeaderInitiator initiator = new LeaderInitiator(context.getBean(CuratorFramework.class),
				new DefaultCandidate(UUID.randomUUID().toString(), role), settings.path());
		initiator.setLeaderEventPublisher(context.getBean(LeaderEventPublisher.class));
		initiator.setAutoStartup(false);
		return initiator;
	}

	@Override
	public void start() {
		this.context.start();
	}

	@Override
	public void run(Runnable work) {
		if (context().isLeader()) {
			work.run();
		}
	}

	@Override
	public void giveUp() {
		context().yield();
	}

	private Context context() {
		return this.first.getContext();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What all initiators of an application share.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
			LeaderGateAutoConfiguration.class })
	static class Application {

		@Bean
		CuratorFramework client(Settings settings) {
			return settings.client();
		}

		@Bean
		LeaderEventPublisher leaderEventPublisher(ApplicationEventPublisher publisher) {
			return new DefaultLeaderEventPublisher(publisher);
		}

	}

}
