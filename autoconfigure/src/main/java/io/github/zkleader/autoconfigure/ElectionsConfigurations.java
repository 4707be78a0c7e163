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

import io.github.zkleader.LeaderElections;
import io.github.zkleader.election.ClosedSessions;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import io.github.zkleader.zookeeper.LeaderClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What coordinates the elections, to be imported in order.
 */
final class ElectionsConfigurations {

	private ElectionsConfigurations() {
	}

	/**
	 * Nobody is ever elected.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "leader.enabled", havingValue = false)
	@ConditionalOnMissingBean(LeaderElections.class)
	static class Disabled {

		@Bean
		Elections leaderElections(ElectionsFactory factory) {
			return factory.disabled();
		}

	}

	/**
	 * This instance always leads.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "leader.standalone")
	@ConditionalOnMissingBean(LeaderElections.class)
	static class Standalone {

		@Bean
		Elections leaderElections(ElectionsFactory factory) {
			return factory.standalone();
		}

	}

	/**
	 * A ZooKeeper ensemble coordinates.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(LeaderClient.class)
	@ConditionalOnMissingBean(LeaderElections.class)
	static class Zookeeper {

		@Bean
		Elections leaderElections(ElectionsFactory factory, LeaderProperties properties,
				ObjectProvider<ClientPlan> plans, ObjectProvider<LeaderClient> clients, ClosedSessions closedSessions) {
			LeaderProperties.Zookeeper zookeeper = properties.getZookeeper();
			ClientPlan plan = plans.getIfAvailable();
			if (plan != null && plan.isDeferred()) {
				return factory.zookeeper(plan::getClient, session(zookeeper, plan.getConnectString(), true),
						closedSessions);
			}
			LeaderClient client = clients.getObject();
			return factory.zookeeper(client.framework(), session(zookeeper, client.connectString(), client.managed()),
					closedSessions);
		}

		private static SessionSettings session(LeaderProperties.Zookeeper zookeeper, String connectString,
				boolean managed) {
			return new SessionSettings(connectString, zookeeper.getSessionTimeout(), zookeeper.getTickTime(),
					zookeeper.isObserverMaster(), managed);
		}

	}

	/**
	 * Starts and stops the elections with the application, which are not those of a
	 * parent.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(value = Elections.class, search = SearchStrategy.CURRENT)
	static class Lifecycle {

		@Bean
		SynchronousEventsProbe leaderSynchronousEventsProbe(ApplicationEventPublisher publisher) {
			return new SynchronousEventsProbe(publisher);
		}

		@Bean
		ElectionsLifecycle leaderElectionsLifecycle(Elections elections, ElectionSettings settings,
				LeaderProperties properties, Environment environment, SynchronousEventsProbe eventsProbe) {
			return new ElectionsLifecycle(elections, settings, properties, environment, eventsProbe);
		}

	}

}
