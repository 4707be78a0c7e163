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

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

import javax.security.sasl.SaslException;

import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.quorum.QuorumPeer;

/**
 * Has a ZooKeeper server take its time to bring its transaction log to the disk, before
 * it acknowledges what is in there.
 */
final class SlowDisk {

	private volatile long delayMillis;

	/**
	 * Set the delay.
	 * @param millis how long an fsync takes
	 */
	void setDelay(long millis) {
		this.delayMillis = millis;
	}

	/**
	 * Make a server that uses this disk.
	 * @return the server
	 * @throws SaslException never
	 */
	QuorumPeer peer() throws SaslException {
		return new SlowPeer();
	}

	private final class SlowPeer extends QuorumPeer {

		SlowPeer() throws SaslException {
		}

		@Override
		public void setTxnFactory(FileTxnSnapLog factory) {
			try {
				super.setTxnFactory(new SlowLog(factory.getSnapDir().getParentFile()));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	private final class SlowLog extends FileTxnSnapLog {

		SlowLog(File directory) throws IOException {
			super(directory, directory);
		}

		@Override
		public void commit() throws IOException {
			super.commit();
			try {
				TimeUnit.MILLISECONDS.sleep(SlowDisk.this.delayMillis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException();
			}
		}

	}

}
