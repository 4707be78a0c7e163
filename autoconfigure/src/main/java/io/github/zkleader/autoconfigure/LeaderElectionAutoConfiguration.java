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

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.election.ClosedSessions;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import io.github.zkleader.zookeeper.LeaderClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} for the elections of an application, which
 * are never started, or won by this instance, or coordinated by a ZooKeeper ensemble, and
 * for their lifecycle, unless they are those of a parent. One class, as each more would
 * have to be read by every start.
 */
@AutoConfiguration(after = LeaderClientAutoConfiguration.class)
@EnableConfigurationProperties(LeaderProperties.class)
public final class LeaderElectionAutoConfiguration {

	private static final String ELECTIONS = "leaderElections";

	@Bean
	@ConditionalOnMissingBean
	ElectionSettings leaderElectionSettings(LeaderProperties properties, Environment environment) {
		return ElectionSettingsBuilder.build(properties, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	ElectionsFactory leaderElectionsFactory(ElectionSettings settings, LeaderProperties properties,
			ApplicationEventPublisher publisher, ObjectProvider<ElectionListener> listeners) {
		return new ElectionsFactory(settings, properties.getRole(), publisher, listeners.orderedStream().toList());
	}

	@Bean
	static LeadershipRegistrar leadershipRegistrar(Environment environment) {
		return new LeadershipRegistrar(environment);
	}

	@Bean(ELECTIONS)
	@ConditionalOnBooleanProperty(name = "leader.enabled", havingValue = false)
	@ConditionalOnMissingBean(LeaderElections.class)
	Elections disabledLeaderElections(ElectionsFactory factory) {
		return factory.disabled();
	}

	@Bean(ELECTIONS)
	@ConditionalOnBooleanProperty(name = "leader.standalone")
	@ConditionalOnMissingBean(LeaderElections.class)
	Elections standaloneLeaderElections(ElectionsFactory factory) {
		return factory.standalone();
	}

	@Bean(ELECTIONS)
	@ConditionalOnBean(LeaderClient.class)
	@ConditionalOnMissingBean(LeaderElections.class)
	Elections zookeeperLeaderElections(ElectionsFactory factory, LeaderProperties properties,
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

	@Bean
	@ConditionalOnBean(value = Elections.class, search = SearchStrategy.CURRENT)
	SynchronousEventsProbe leaderSynchronousEventsProbe(ApplicationEventPublisher publisher) {
		return new SynchronousEventsProbe(publisher);
	}

	@Bean
	@ConditionalOnBean(value = Elections.class, search = SearchStrategy.CURRENT)
	ElectionsLifecycle leaderElectionsLifecycle(Elections elections, ElectionSettings settings,
			LeaderProperties properties, Environment environment, SynchronousEventsProbe eventsProbe) {
		return new ElectionsLifecycle(elections, settings, properties, environment, eventsProbe);
	}

}
