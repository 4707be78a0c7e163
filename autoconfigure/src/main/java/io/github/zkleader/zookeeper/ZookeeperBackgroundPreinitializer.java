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

import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.client.ZKClientConfig;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads what the client is made of while the application starts. Nothing is connected,
 * but ZooKeeper's configuration takes along all of the JDK's TLS, used or not.
 */
final class ZookeeperBackgroundPreinitializer implements BackgroundPreinitializer {

	private static final String[] ON_START = { "org.apache.zookeeper.ClientCnxn",
			"org.apache.zookeeper.ClientCnxnSocketNIO", "org.apache.zookeeper.admin.ZooKeeperAdmin",
			"org.apache.curator.framework.imps.CreateBuilderImpl" };

	@Override
	public void preinitialize() throws ClassNotFoundException {
		new ZKClientConfig();
		CuratorFrameworkFactory.newClient("localhost", new RetryOneTime(1));
		for (String name : ON_START) {
			Class.forName(name, true, getClass().getClassLoader());
		}
	}

}
