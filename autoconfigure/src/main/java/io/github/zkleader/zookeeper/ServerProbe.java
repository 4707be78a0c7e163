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

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Finds out what listens on a port of this host.
 */
enum ServerProbe {

	/**
	 * Nothing listens.
	 */
	NOTHING,

	/**
	 * ZooKeeper listens, serving or about to.
	 */
	ZOOKEEPER,

	/**
	 * Something else listens.
	 */
	OTHER;

	private static final int TIMEOUT_MS = 2000;

	private static final int MAX_ANSWER = 4096;

	static ServerProbe of(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
			socket.setSoTimeout(TIMEOUT_MS);
			socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
			byte[] answer = socket.getInputStream().readNBytes(MAX_ANSWER);
			return isZookeeper(new String(answer, StandardCharsets.US_ASCII)) ? ZOOKEEPER : OTHER;
		}
		catch (ConnectException ex) {
			return NOTHING;
		}
		catch (IOException ex) {
			return OTHER;
		}
	}

	private static boolean isZookeeper(String answer) {
		return answer.startsWith("Zookeeper version") || answer.startsWith("This ZooKeeper instance");
	}

}
