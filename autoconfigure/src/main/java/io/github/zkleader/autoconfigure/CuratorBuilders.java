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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

import org.springframework.util.StringUtils;

/**
 * Applies {@link LeaderProperties.Zookeeper} to a
 * {@link CuratorFrameworkFactory.Builder}.
 */
final class CuratorBuilders {

	private CuratorBuilders() {
	}

	static CuratorFrameworkFactory.Builder create(LeaderProperties.Zookeeper properties,
			ZookeeperConnectionDetails connectionDetails) {
		int sessionTimeout = millis(properties.getSessionTimeout());
		CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
			.connectString(connectionDetails.getConnectString())
			.ensembleTracker(isEnsembleTracker(properties, connectionDetails))
			.sessionTimeoutMs(sessionTimeout)
			.connectionTimeoutMs(Math.min(millis(properties.getConnectionTimeout()), sessionTimeout))
			.retryPolicy(retryPolicy(properties.getRetry()))
			.authorization(properties.getAuth().stream().map(CuratorBuilders::authInfo).toList())
			.canBeReadOnly(properties.isReadOnly());
		if (StringUtils.hasLength(properties.getNamespace())) {
			builder.namespace(properties.getNamespace());
		}
		if (properties.getAcl() == LeaderProperties.Acl.CREATOR) {
			builder.aclProvider(new CreatorAclProvider());
		}
		return builder;
	}

	// With TLS there is nothing to track: servers announce the addresses of their plain
	// ports
	private static boolean isEnsembleTracker(LeaderProperties.Zookeeper properties,
			ZookeeperConnectionDetails connectionDetails) {
		return properties.isEnsembleTracker() && connectionDetails.isEnsembleTracker()
				&& connectionDetails.getSslBundle() == null;
	}

	private static BoundedExponentialBackoffRetry retryPolicy(LeaderProperties.Retry retry) {
		return new BoundedExponentialBackoffRetry(millis(retry.getBaseSleep()), millis(retry.getMaxSleep()),
				retry.getMaxRetries());
	}

	private static AuthInfo authInfo(LeaderProperties.Auth auth) {
		String credentials = (auth.getCredentials() != null) ? auth.getCredentials() : "";
		return new AuthInfo(auth.getScheme(), credentials.getBytes(StandardCharsets.UTF_8));
	}

	private static int millis(Duration duration) {
		return Math.toIntExact(duration.toMillis());
	}

	private static final class CreatorAclProvider implements ACLProvider {

		@Override
		public List<ACL> getDefaultAcl() {
			return ZooDefs.Ids.CREATOR_ALL_ACL;
		}

		@Override
		public List<ACL> getAclForPath(String path) {
			return ZooDefs.Ids.CREATOR_ALL_ACL;
		}

	}

}
