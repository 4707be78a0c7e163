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
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Lets the processes of this host start a server on a port one after the other, so that
 * the second finds the first one's. A courtesy only: without it, the second fails to bind
 * and looks again.
 */
final class PortLock {

	private final @Nullable FileChannel channel;

	private PortLock(@Nullable FileChannel channel) {
		this.channel = channel;
	}

	void close() {
		close(this.channel);
	}

	static PortLock acquire(int port) {
		FileChannel channel = null;
		try {
			channel = FileChannel.open(
					Path.of(System.getProperty("java.io.tmpdir"), "zkleader-zookeeper-" + port + ".lock"),
					StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			channel.lock();
			return new PortLock(channel);
		}
		catch (IOException ex) {
			close(channel);
			return new PortLock(null);
		}
	}

	private static void close(@Nullable FileChannel channel) {
		try {
			if (channel != null) {
				channel.close();
			}
		}
		catch (IOException ex) {
			// The lock goes with the process
		}
	}

}
