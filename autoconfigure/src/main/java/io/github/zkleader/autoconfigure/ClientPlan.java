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

import io.github.zkleader.autoconfigure.LeaderProperties.CampaignWhen;
import io.github.zkleader.zookeeper.CuratorBuilderCustomizer;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.util.StringUtils;

/**
 * When the client is built. What it is made of takes as long to load as a small
 * application to start, so that it waits until the elections start, if those wait until
 * the application is ready, and if nothing can be wrong with it that is not found out
 * here.
 */
final class ClientPlan implements SmartInitializingSingleton {

	private static final String APPLICATION_ARGUMENTS = "springApplicationArguments";

	private static final String CLIENT = "leaderClient";

	private static final String ELECTIONS = "leaderElections";

	private final ConfigurableListableBeanFactory beanFactory;

	private final String connectString;

	private final boolean deferred;

	ClientPlan(LeaderProperties properties, ZookeeperConnectionDetails connectionDetails,
			ObjectProvider<CuratorBuilderCustomizer> customizers, ConfigurableListableBeanFactory beanFactory) {
		LeaderProperties.Zookeeper zookeeper = properties.getZookeeper();
		LeaderPropertiesValidator.validateClient(zookeeper);
		LoginContext.find(zookeeper.getSasl());
		this.beanFactory = beanFactory;
		this.connectString = connectionDetails.getConnectString();
		this.deferred = isReadyAwaited(properties, beanFactory) && !zookeeper.isFailFast()
				&& !StringUtils.hasText(zookeeper.getSsl().getBundle())
				&& connectionDetails instanceof PropertiesZookeeperConnectionDetails
				&& customizers.stream().findAny().isEmpty();
	}

	/**
	 * Whether the elections wait until the application is ready, rather than start with
	 * its beans.
	 * @param properties the properties
	 * @param beanFactory the beans
	 * @return whether somebody will tell when it is ready, and elections wait for that
	 */
	static boolean isReadyAwaited(LeaderProperties properties, SingletonBeanRegistry beanFactory) {
		return properties.getCampaignWhen() == CampaignWhen.READY
				&& beanFactory.containsSingleton(APPLICATION_ARGUMENTS);
	}

	/**
	 * Whether the client is built no earlier than the elections start, or somebody else
	 * asks for it.
	 * @return whether it is
	 */
	boolean isDeferred() {
		return this.deferred;
	}

	String getConnectString() {
		return this.connectString;
	}

	/**
	 * What is not deferred is there when the application is, elections or not.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (!this.deferred) {
			this.beanFactory.getBean(CLIENT);
		}
	}

	/**
	 * Build the client, unless somebody has asked for it before. The elections rely on
	 * it, and so are destroyed before it.
	 * @return the client
	 */
	CuratorFramework getClient() {
		this.beanFactory.registerDependentBean(CLIENT, ELECTIONS);
		return this.beanFactory.getBean(CLIENT, LeaderClient.class).framework();
	}

}
