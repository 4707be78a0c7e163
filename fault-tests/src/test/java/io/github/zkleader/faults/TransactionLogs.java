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

package io.github.zkleader.faults;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.ByteBufferInputStream;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.Txn;
import org.apache.zookeeper.txn.TxnHeader;

/**
 * Reads the lock znodes of a role from the transaction logs of the servers, which carry
 * the time at which the leading server prepared each transaction.
 */
final class TransactionLogs {

	private final String rolePath;

	private final long wallToMonotonic;

	private final Map<Long, Lock> locks = new HashMap<>();

	private final Map<File, Long> positions = new HashMap<>();

	TransactionLogs(String rolePath) {
		this.rolePath = rolePath;
		this.wallToMonotonic = System.nanoTime() - Duration.ofMillis(System.currentTimeMillis()).toNanos();
	}

	/**
	 * Read on.
	 * @param directory the directory of a log
	 */
	void read(File directory) {
		long from = this.positions.getOrDefault(directory, 0L);
		long last = from;
		try (TxnIterator transactions = new FileTxnLog(directory).read(from)) {
			TxnHeader header = transactions.getHeader();
			while (header != null) {
				take(header, header.getType(), transactions.getTxn());
				last = header.getZxid();
				header = transactions.next() ? transactions.getHeader() : null;
			}
		}
		catch (IOException ex) {
			// The end of a log that is being written
		}
		this.positions.put(directory, last);
	}

	private void take(TxnHeader header, int type, Record transaction) throws IOException {
		long time = Duration.ofMillis(header.getTime()).toNanos() + this.wallToMonotonic;
		switch (type) {
			case OpCode.multi -> {
				for (Txn part : ((MultiTxn) transaction).getTxns()) {
					if (part.getType() == OpCode.create || part.getType() == OpCode.delete) {
						Record record = (part.getType() == OpCode.create) ? new CreateTxn() : new DeleteTxn();
						ByteBufferInputStream.byteBuffer2Record(ByteBuffer.wrap(part.getData()), record);
						take(header, part.getType(), record);
					}
				}
			}
			case OpCode.create, OpCode.create2 -> created(header, (CreateTxn) transaction, time);
			case OpCode.delete -> {
				String path = ((DeleteTxn) transaction).getPath();
				this.locks.values().stream().filter((lock) -> lock.path.equals(path)).forEach((lock) -> lock.end(time));
			}
			case OpCode.closeSession -> this.locks.values()
				.stream()
				.filter((lock) -> lock.session == header.getClientId() && lock.token < header.getZxid())
				.forEach((lock) -> lock.end(time));
			default -> {
			}
		}
	}

	private void created(TxnHeader header, CreateTxn transaction, long time) {
		if (transaction.getPath().startsWith(this.rolePath + "/") && transaction.getPath().contains("lock-")) {
			this.locks.computeIfAbsent(header.getZxid(), (token) -> new Lock(token, transaction.getPath(),
					new String(transaction.getData(), StandardCharsets.UTF_8), header.getClientId(), time));
		}
	}

	List<LockZnode> locks(Observer observer) {
		List<LockZnode> znodes = new ArrayList<>();
		for (Lock lock : this.locks.values()) {
			znodes.add(new LockZnode(lock.token, lock.id, lock.created, lock.gone, observer.gone(lock.token)));
		}
		return znodes;
	}

	private static final class Lock {

		private final long token;

		private final String path;

		private final String id;

		private final long session;

		private final long created;

		private long gone = Long.MAX_VALUE;

		Lock(long token, String path, String id, long session, long created) {
			this.token = token;
			this.path = path;
			this.id = id;
			this.session = session;
			this.created = created;
		}

		void end(long time) {
			if (time >= this.created) {
				this.gone = Math.min(this.gone, time);
			}
		}

	}

}
