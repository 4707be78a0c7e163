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

import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderProperties;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import io.github.zkleader.election.ElectionsFactory;
import io.github.zkleader.election.InMemoryEnsemble;
import io.github.zkleader.test.InitialLeadership;
import io.github.zkleader.test.LeadershipControl;
import io.github.zkleader.test.LeadershipRecorder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} for elections in memory. They take the
 * place of those on ZooKeeper, so that no client is made.
 */
@AutoConfiguration(before = { LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class })
@EnableConfigurationProperties(LeaderProperties.class)
@Import(RecordingConfiguration.class)
public final class LeadershipTestAutoConfiguration {

	static final String INITIAL = "leader.test.initial";

	@Bean
	InMemoryEnsemble leaderEnsemble(LeaderProperties properties, Environment environment) {
		LeaderProperties.Zookeeper zookeeper = properties.getZookeeper();
		return new InMemoryEnsemble(zookeeper.getSessionTimeout(), zookeeper.getTickTime(),
				LeadershipControl.contest(initial(environment)));
	}

	@Bean
	Elections leaderElections(ElectionsFactory factory, InMemoryEnsemble ensemble) {
		return factory.inMemory(ensemble);
	}

	@Bean
	LeadershipControl leadershipControl(Elections elections, InMemoryEnsemble ensemble, LeadershipRecorder recorder,
			ElectionSettings settings, LeaderProperties properties, Environment environment) {
		return new LeadershipControl(elections, ensemble, recorder, settings, properties.isEnabled(),
				initial(environment));
	}

	private static InitialLeadership initial(Environment environment) {
		return environment.getProperty(INITIAL, InitialLeadership.class, InitialLeadership.LEADER);
	}

}
