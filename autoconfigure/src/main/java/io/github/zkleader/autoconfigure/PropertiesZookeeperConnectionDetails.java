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

import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Adapts {@link LeaderProperties.Zookeeper} to {@link ZookeeperConnectionDetails}.
 */
final class PropertiesZookeeperConnectionDetails implements ZookeeperConnectionDetails {

	private static final Logger logger = LoggerFactory.getLogger(PropertiesZookeeperConnectionDetails.class);

	private final LeaderProperties.Zookeeper properties;

	private final @Nullable SslBundles sslBundles;

	PropertiesZookeeperConnectionDetails(LeaderProperties.Zookeeper properties, @Nullable SslBundles sslBundles) {
		ConnectStringValidator.validate(properties.getConnectString());
		this.properties = properties;
		String bundle = properties.getSsl().getBundle();
		if (!StringUtils.hasText(bundle)) {
			this.sslBundles = null;
			return;
		}
		List<String> names = (sslBundles != null) ? sslBundles.getBundleNames() : List.of();
		if (sslBundles == null || !names.contains(bundle)) {
			throw new InvalidLeaderPropertyException("leader.zookeeper.ssl.bundle", bundle,
					"there is no SSL bundle of that name, only " + names,
					"Define spring.ssl.bundle.pem.%1$s or spring.ssl.bundle.jks.%1$s, or name one that is defined."
						.formatted(bundle));
		}
		this.sslBundles = sslBundles;
		sslBundles.addBundleUpdateHandler(bundle, (updated) -> logger
			.info("New connections to ZooKeeper use SSL bundle '{}' as it was updated now", bundle));
	}

	@Override
	public String getConnectString() {
		return this.properties.getConnectString();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String bundle = this.properties.getSsl().getBundle();
		return (this.sslBundles != null && bundle != null) ? this.sslBundles.getBundle(bundle) : null;
	}

}
