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

package io.github.zkleader.test.autoconfigure;

import java.time.Duration;

import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderProperties;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link AutoConfiguration Auto-configuration} for elections on a ZooKeeper server that
 * runs in the process of the test.
 */
@AutoConfiguration(before = { LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class })
@EnableConfigurationProperties(LeaderProperties.class)
@Import(RecordingConfiguration.class)
public final class EmbeddedZookeeperTestAutoConfiguration {

	private static final int ANY_PORT = 0;

	private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	@Bean(destroyMethod = "close")
	EmbeddedZookeeper embeddedZookeeper(LeaderProperties properties) {
		return EmbeddedZookeeper.start(ANY_PORT, null, properties.getZookeeper().getTickTime(), START_TIMEOUT);
	}

	@Bean
	EmbeddedConnectionDetails zookeeperConnectionDetails(EmbeddedZookeeper embeddedZookeeper) {
		return new EmbeddedConnectionDetails(embeddedZookeeper);
	}

	/**
	 * {@link ZookeeperConnectionDetails} of the server.
	 *
	 * @param zookeeper the server
	 */
	record EmbeddedConnectionDetails(EmbeddedZookeeper zookeeper) implements ZookeeperConnectionDetails {

		@Override
		public String getConnectString() {
			return this.zookeeper.getConnectString();
		}

		@Override
		public boolean isEnsembleTracker() {
			return false;
		}

	}

}
