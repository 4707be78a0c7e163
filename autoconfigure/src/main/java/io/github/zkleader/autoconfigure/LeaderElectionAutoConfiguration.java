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
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.ElectionsFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} for the elections of an application.
 */
@AutoConfiguration(after = LeaderClientAutoConfiguration.class)
@EnableConfigurationProperties(LeaderProperties.class)
@Import({ ElectionsConfigurations.Disabled.class, ElectionsConfigurations.Standalone.class,
		ElectionsConfigurations.Zookeeper.class, ElectionsConfigurations.Lifecycle.class })
public final class LeaderElectionAutoConfiguration {

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

}
