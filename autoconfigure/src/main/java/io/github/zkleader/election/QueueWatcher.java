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

package io.github.zkleader.election;

import io.github.zkleader.election.Coordinator.QueueListener;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * Tells what happens to the candidates of a role. A record, because ZooKeeper keeps equal
 * watchers of a znode once only.
 *
 * @param listener told on ZooKeeper's thread
 */
record QueueWatcher(QueueListener listener) implements Watcher {

	@Override
	public void process(WatchedEvent event) {
		if (event.getType() == Event.EventType.NodeDeleted) {
			this.listener.onGone(ZKPaths.getNodeFromPath(event.getPath()));
		}
		else if (event.getType() != Event.EventType.None) {
			this.listener.onChanged();
		}
	}

}
