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

import io.github.zkleader.election.ClosedSessions;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.api.CuratorListener;

/**
 * Records that the session of a client ends when the client says that it closes. Curator
 * calls this before it closes the session, on the thread that closes the client.
 */
final class ClosingListener implements CuratorListener {

	private final ClosedSessions closedSessions;

	ClosingListener(ClosedSessions closedSessions) {
		this.closedSessions = closedSessions;
	}

	@Override
	public void eventReceived(CuratorFramework client, CuratorEvent event) throws Exception {
		if (event.getType() == CuratorEventType.CLOSING) {
			this.closedSessions.close(client.getZookeeperClient().getZooKeeper().getSessionId());
		}
	}

}
