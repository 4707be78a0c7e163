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

package io.github.zkleader.processes;

import java.io.IOException;

import javax.security.sasl.SaslException;

import org.apache.zookeeper.server.admin.AdminServer.AdminServerException;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig.ConfigException;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/**
 * A ZooKeeper server that ends with its standard input, and whose disk can be slowed
 * down.
 */
public final class ServerMain {

	private ServerMain() {
	}

	public static void main(String[] args) throws Exception {
		SlowDisk disk = new SlowDisk();
		ChildMain.obey((words) -> {
			disk.setDelay(Long.parseLong(words[1]));
			return "";
		});
		ChildMain.reply("ready " + System.nanoTime());
		new Server(disk).initializeAndRun(args);
	}

	private static final class Server extends QuorumPeerMain {

		private final SlowDisk disk;

		Server(SlowDisk disk) {
			this.disk = disk;
		}

		@Override
		protected void initializeAndRun(String[] args) throws ConfigException, IOException, AdminServerException {
			super.initializeAndRun(args);
		}

		@Override
		protected QuorumPeer getQuorumPeer() throws SaslException {
			return this.disk.peer();
		}

	}

}
