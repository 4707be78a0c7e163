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

package io.github.zkleader.benchmarks.contenders;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

/**
 * What a candidate is told.
 *
 * @param connectString the servers
 * @param path the parent of what it creates
 * @param roles how many roles it takes part in
 * @param sessionTimeout the session timeout
 */
public record Settings(String connectString, String path, int roles, Duration sessionTimeout) {

	List<String> roleNames() {
		return IntStream.range(0, this.roles).mapToObj((i) -> "role-" + i).toList();
	}

	String rolePath(String role) {
		return this.path + "/" + role;
	}

	int sessionTimeoutMillis() {
		return Math.toIntExact(this.sessionTimeout.toMillis());
	}

	CuratorFramework client() {
		CuratorFramework client = CuratorFrameworkFactory.builder()
			.connectString(this.connectString)
			.ensembleTracker(false)
			.sessionTimeoutMs(sessionTimeoutMillis())
			.connectionTimeoutMs(sessionTimeoutMillis())
			.retryPolicy(new ExponentialBackoffRetry(100, 10))
			.build();
		client.start();
		return client;
	}

}
