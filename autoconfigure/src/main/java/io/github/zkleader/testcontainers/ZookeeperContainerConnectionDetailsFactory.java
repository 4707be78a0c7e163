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

package io.github.zkleader.testcontainers;

import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link ZookeeperConnectionDetails}
 * from a {@link ServiceConnection @ServiceConnection}-annotated {@link Container} with
 * the connection name {@code zookeeper}, which a container of the image {@code zookeeper}
 * has by default.
 */
class ZookeeperContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, ZookeeperConnectionDetails> {

	private static final int ZOOKEEPER_PORT = 2181;

	ZookeeperContainerConnectionDetailsFactory() {
		super("zookeeper");
	}

	@Override
	protected ZookeeperConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new ZookeeperContainerConnectionDetails(source);
	}

	/**
	 * {@link ZookeeperConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class ZookeeperContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements ZookeeperConnectionDetails {

		private ZookeeperContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getConnectString() {
			return getContainer().getHost() + ":" + getContainer().getMappedPort(ZOOKEEPER_PORT);
		}

		@Override
		public boolean isEnsembleTracker() {
			return false;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
