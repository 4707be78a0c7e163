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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.election.WarningLimit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.UnhandledErrorListener;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs every change of the connection in one line, and every kind of error once between
 * two changes, with at most one warning of a kind in a minute.
 */
final class ConnectionLogger implements ConnectionStateListener, UnhandledErrorListener {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionLogger.class);

	private final String connectString;

	private final WarningLimit warnings = new WarningLimit();

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	ConnectionLogger(String connectString) {
		this.connectString = connectString;
	}

	void register(CuratorFramework framework) {
		framework.getConnectionStateListenable().addListener(this);
		framework.getUnhandledErrorListenable().addListener(this);
	}

	@Override
	public void stateChanged(CuratorFramework client, ConnectionState state) {
		this.reported.clear();
		switch (state) {
			case CONNECTED -> logger.info("Connected to ZooKeeper at {}", this.connectString);
			case RECONNECTED -> logger.info("Connected to ZooKeeper at {} again", this.connectString);
			case READ_ONLY -> warn(state, "ZooKeeper at {} has no quorum and answers reads only");
			case SUSPENDED -> warn(state, "Connection to ZooKeeper at {} is interrupted");
			case LOST -> warn(state, "Session with ZooKeeper at {} is lost");
		}
	}

	private void warn(ConnectionState state, String message) {
		logger.atLevel(this.warnings.levelOf(state.name())).log(message, this.connectString);
	}

	@Override
	public void unhandledError(String message, Throwable error) {
		String kind = error.getClass().getName();
		if (this.reported.add(kind)) {
			logger.atLevel(this.warnings.levelOf(kind))
				.log("Error in the client of ZooKeeper at {}: {} ({})", this.connectString, message, error.toString());
		}
		else {
			logger.debug("Error in the client of ZooKeeper at {}: {}", this.connectString, message, error);
		}
	}

	@Override
	public boolean doNotProxy() {
		return true;
	}

}
