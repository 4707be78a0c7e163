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

import java.util.List;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.election.ClosedSessions;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import io.github.zkleader.zookeeper.LeaderCuratorFramework;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} for the client that carries the elections,
 * unless those are somebody else's: ours, or the application's own. What is imported is
 * what a condition keeps from being there as a whole.
 */
@AutoConfiguration(afterName = "org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration")
@ConditionalOnClass(CuratorFramework.class)
@ConditionalOnMissingBean(LeaderElections.class)
@ConditionalOnBooleanProperty(name = "leader.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "leader.standalone", havingValue = false, matchIfMissing = true)
@EnableConfigurationProperties(LeaderProperties.class)
@Import({ EmbeddedZookeeperConfiguration.class, ManagedClientConfiguration.class })
public final class LeaderClientAutoConfiguration {

	@Lazy
	@Bean
	@ConditionalOnMissingBean
	ClosedSessions leaderClosedSessions() {
		return new ClosedSessions();
	}

	@Lazy
	@Bean
	@ConditionalOnMissingBean
	LeaderClientFactory leaderClientFactory(ClosedSessions closedSessions) {
		return new LeaderClientFactory(closedSessions);
	}

	@Bean
	@ConditionalOnMissingBean(ZookeeperConnectionDetails.class)
	PropertiesZookeeperConnectionDetails zookeeperConnectionDetails(LeaderProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesZookeeperConnectionDetails(properties.getZookeeper(), sslBundles.getIfAvailable());
	}

	@Bean("leaderClient")
	@ConditionalOnBean(CuratorFramework.class)
	@ConditionalOnMissingBean
	LeaderClient providedLeaderClient(LeaderClientFactory factory, ListableBeanFactory beanFactory,
			ObjectProvider<CuratorFramework> frameworks,
			@LeaderCuratorFramework ObjectProvider<CuratorFramework> qualified) {
		CuratorFramework framework = qualified.getIfUnique(frameworks::getIfUnique);
		if (framework == null) {
			throw new AmbiguousCuratorFrameworkException(
					List.of(beanFactory.getBeanNamesForType(CuratorFramework.class)));
		}
		return factory.adopt(framework);
	}

}
