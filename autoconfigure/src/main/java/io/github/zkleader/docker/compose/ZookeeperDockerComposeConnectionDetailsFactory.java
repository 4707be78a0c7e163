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

package io.github.zkleader.docker.compose;

import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create
 * {@link ZookeeperConnectionDetails} for a {@code zookeeper} service.
 */
class ZookeeperDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<ZookeeperConnectionDetails> {

	private static final int ZOOKEEPER_PORT = 2181;

	ZookeeperDockerComposeConnectionDetailsFactory() {
		super("zookeeper");
	}

	@Override
	protected ZookeeperConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new ZookeeperDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * {@link ZookeeperConnectionDetails} backed by a {@code zookeeper}
	 * {@link RunningService}.
	 */
	private static final class ZookeeperDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements ZookeeperConnectionDetails {

		private final String connectString;

		private ZookeeperDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.connectString = service.host() + ":" + service.ports().get(ZOOKEEPER_PORT);
		}

		@Override
		public String getConnectString() {
			return this.connectString;
		}

		@Override
		public boolean isEnsembleTracker() {
			return false;
		}

	}

}
