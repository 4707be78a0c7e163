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
import io.github.zkleader.zookeeper.LeaderClientFactory;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} for the client that carries the elections,
 * unless those are somebody else's.
 */
@AutoConfiguration(afterName = "org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration")
@ConditionalOnClass(CuratorFramework.class)
@ConditionalOnMissingBean(LeaderElections.class)
@ConditionalOnBooleanProperty(name = "leader.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "leader.standalone", havingValue = false, matchIfMissing = true)
@EnableConfigurationProperties(LeaderProperties.class)
@Import({ ZookeeperConnectionConfigurations.Embedded.class, ZookeeperConnectionConfigurations.Properties.class,
		LeaderClientConfigurations.Managed.class, LeaderClientConfigurations.Provided.class })
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

}
