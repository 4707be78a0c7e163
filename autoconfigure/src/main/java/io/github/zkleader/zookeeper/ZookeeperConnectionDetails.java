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

package io.github.zkleader.zookeeper;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to establish a connection to ZooKeeper.
 */
public interface ZookeeperConnectionDetails extends ConnectionDetails {

	/**
	 * Return the servers as comma-separated {@code host:port} pairs, with an optional
	 * chroot at the end.
	 * @return the connect string
	 */
	String getConnectString();

	/**
	 * Whether the client may replace the connect string by the addresses the servers
	 * announce. Has to be {@code false} if those are not reachable from here, as with the
	 * mapped ports of a container.
	 * @return whether the client may follow the addresses of the servers
	 */
	default boolean isEnsembleTracker() {
		return true;
	}

	/**
	 * Return the SSL bundle that connections use. Asked for again whenever one is opened,
	 * so that an updated bundle is used from then on.
	 * @return the bundle, or {@code null} if connections are not encrypted
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
