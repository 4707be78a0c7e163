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

import io.github.zkleader.zookeeper.ClientSecurity;
import io.github.zkleader.zookeeper.CuratorBuilderCustomizer;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import io.github.zkleader.zookeeper.LeaderCuratorFramework;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The client built from properties, when it is needed, unless the application has one.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean({ CuratorFramework.class, LeaderClient.class })
final class ManagedClientConfiguration {

	@Bean
	ClientPlan leaderClientPlan(LeaderProperties properties, ZookeeperConnectionDetails connectionDetails,
			ObjectProvider<CuratorBuilderCustomizer> customizers, ConfigurableListableBeanFactory beanFactory) {
		return new ClientPlan(properties, connectionDetails, customizers, beanFactory);
	}

	@Lazy
	@Bean(destroyMethod = "close")
	ClientSecurity leaderClientSecurity(LeaderProperties properties, ZookeeperConnectionDetails connectionDetails) {
		return new ClientSecurity(connectionDetails::getSslBundle,
				LoginContext.find(properties.getZookeeper().getSasl()));
	}

	@Lazy
	@Bean(destroyMethod = "close")
	@LeaderCuratorFramework
	CuratorFramework leaderCuratorFramework(ClientPlan validated, LeaderProperties properties,
			LeaderClientFactory factory, ZookeeperConnectionDetails connectionDetails, ClientSecurity security,
			ObjectProvider<CuratorBuilderCustomizer> customizers) {
		LeaderProperties.Zookeeper zookeeper = properties.getZookeeper();
		CuratorFramework framework = factory.create(CuratorBuilders.create(zookeeper, connectionDetails),
				customizers.orderedStream().toList(), security);
		framework.start();
		if (zookeeper.isFailFast()) {
			factory.awaitConnection(framework, zookeeper.getConnectionTimeout());
		}
		return framework;
	}

	@Lazy
	@Bean
	LeaderClient leaderClient(CuratorFramework leaderCuratorFramework) {
		return new LeaderClient(leaderCuratorFramework, true);
	}

}
