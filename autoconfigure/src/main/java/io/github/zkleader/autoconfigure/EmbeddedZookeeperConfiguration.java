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

import java.time.Duration;

import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The embedded server, unless something else provides the connection.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnEmbeddedZookeeperCondition.class)
@ConditionalOnMissingBean(ZookeeperConnectionDetails.class)
final class EmbeddedZookeeperConfiguration {

	private static final String PORT = "leader.zookeeper.embedded.port";

	private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	@Bean(destroyMethod = "close")
	EmbeddedZookeeper embeddedZookeeper(LeaderProperties properties, Environment environment) {
		LeaderProperties.Zookeeper zookeeper = properties.getZookeeper();
		LeaderPropertiesValidator.validateClient(zookeeper);
		LeaderProperties.Embedded embedded = zookeeper.getEmbedded();
		if (!embedded.getPeers().isEmpty()) {
			Integer port = environment.containsProperty(PORT) ? embedded.getPort() : null;
			return EmbeddedZookeeper.startPeer(EmbeddedPeersParser.parse(embedded.getPeers()), port,
					embedded.getDataDir(), zookeeper.getTickTime(), START_TIMEOUT);
		}
		return EmbeddedZookeeper.start(embedded.getPort(), embedded.getDataDir(), zookeeper.getTickTime(),
				START_TIMEOUT);
	}

	@Bean
	EmbeddedZookeeperConnectionDetails zookeeperConnectionDetails(EmbeddedZookeeper embeddedZookeeper) {
		return new EmbeddedZookeeperConnectionDetails(embeddedZookeeper);
	}

}
