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

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.zkleader.election.ClosedSessions;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.state.ConnectionStateErrorPolicy;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.utils.ThreadUtils;
import org.apache.curator.utils.ZookeeperFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the {@link CuratorFramework} that carries the elections, with what their safety
 * needs in force whatever the customizers do, or makes the best of one that was built
 * elsewhere.
 */
public final class LeaderClientFactory {

	// So that the threads of a closed client are gone when close returns.
	private static final int SHUTDOWN_TIMEOUT_MS = 1000;

	private static final Logger logger = LoggerFactory.getLogger(LeaderClientFactory.class);

	private final ClosedSessions closedSessions;

	/**
	 * Create a factory.
	 * @param closedSessions is told about each session before it is closed
	 */
	public LeaderClientFactory(ClosedSessions closedSessions) {
		this.closedSessions = closedSessions;
	}

	/**
	 * Create a client that neither encrypts its connections nor logs in by JAAS. It is
	 * not started.
	 * @param builder the builder to customize and to build with
	 * @param customizers the customizers in order
	 * @return the client
	 */
	public CuratorFramework create(CuratorFrameworkFactory.Builder builder,
			List<CuratorBuilderCustomizer> customizers) {
		return create(builder, customizers, ClientSecurity.none());
	}

	/**
	 * Create a client. It is not started.
	 * @param builder the builder to customize and to build with
	 * @param customizers the customizers in order
	 * @param security how its connections are secured, to be closed after the client
	 * @return the client
	 */
	public CuratorFramework create(CuratorFrameworkFactory.Builder builder, List<CuratorBuilderCustomizer> customizers,
			ClientSecurity security) {
		security.verify();
		builder.waitForShutdownTimeoutMs(SHUTDOWN_TIMEOUT_MS);
		builder.runSafeService(notifications());
		customizers.forEach((customizer) -> customize(builder, customizer));
		builder.zookeeperFactory(new SessionClosingZookeeperFactory(this.closedSessions, security));
		builder.connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy());
		CuratorFramework framework = builder.build();
		new ConnectionLogger(new LeaderClient(framework, true).connectString()).register(framework);
		return framework;
	}

	/**
	 * Wait until a client is connected, and close it if it is not in time.
	 * @param framework the client
	 * @param timeout how long to wait at most
	 * @throws ZookeeperUnreachableException if the client is not connected in time
	 */
	public void awaitConnection(CuratorFramework framework, Duration timeout) {
		try {
			if (framework.blockUntilConnected(Math.toIntExact(timeout.toMillis()), TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		String connectString = new LeaderClient(framework, true).connectString();
		framework.close();
		throw new ZookeeperUnreachableException(connectString, timeout);
	}

	/**
	 * Use a client that was built elsewhere. It says that it closes, but not that it
	 * closes a session to open another.
	 * @param framework the client
	 * @return the client of the elections
	 */
	public LeaderClient adopt(CuratorFramework framework) {
		logger.warn("The elections run on a CuratorFramework of the application, which does not announce when it "
				+ "closes a session: leadership may not survive an interrupted connection, and ends late if the "
				+ "client is reset");
		if (framework.getState() == CuratorFrameworkState.LATENT) {
			logger.warn("The CuratorFramework of the application is not started: there is no leader until it is");
		}
		framework.getCuratorListenable().addListener(new ClosingListener(this.closedSessions));
		return new LeaderClient(framework, false);
	}

	/**
	 * Make what runs the client's notifications one after the other. Curator's own is not
	 * shut down with the client; the thread of this one ends when it is idle.
	 * @return the executor
	 */
	private static Executor notifications() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, SHUTDOWN_TIMEOUT_MS, TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), ThreadUtils.newThreadFactory("SafeNotifyService"));
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private void customize(CuratorFrameworkFactory.Builder builder, CuratorBuilderCustomizer customizer) {
		ZookeeperFactory factory = builder.getZookeeperFactory();
		ConnectionStateErrorPolicy policy = builder.getConnectionStateErrorPolicy();
		customizer.customize(builder);
		if (!Objects.equals(builder.getZookeeperFactory(), factory)) {
			warnReplaced("ZookeeperFactory", customizer);
		}
		if (!Objects.equals(builder.getConnectionStateErrorPolicy(), policy)) {
			warnReplaced("ConnectionStateErrorPolicy", customizer);
		}
	}

	private void warnReplaced(String what, CuratorBuilderCustomizer customizer) {
		logger.warn("The {} set by {} is not used: the elections need their own to end the lease in time", what,
				customizer.getClass().getName());
	}

}
