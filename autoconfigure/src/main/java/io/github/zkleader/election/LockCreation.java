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

import java.util.Optional;

import org.apache.zookeeper.KeeperException.Code;

/**
 * Creates one lock znode, and its parent if there is none. If an answer is lost, it looks
 * whether there is a lock before it creates another one, as there must never be two.
 * Started once; proceeds on ZooKeeper's thread, one step at a time.
 */
final class LockCreation {

	/**
	 * How often to create the lock while its parent comes and goes.
	 */
	private static final int ATTEMPTS = 4;

	private final LockRequests requests;

	private final String id;

	private final Owner owner;

	private String prefix = LockRequests.newPrefix();

	private int attempts;

	LockCreation(LockRequests requests, String id, Owner owner) {
		this.requests = requests;
		this.id = id;
		this.owner = owner;
	}

	void start() {
		create(false);
	}

	private void create(boolean withParent) {
		this.attempts++;
		try {
			this.requests.create(this.prefix, this.id, withParent,
					(code, created) -> created(withParent, code, created));
		}
		catch (Exception ex) {
			this.owner.failed(new CampaignException("ZooKeeper cannot be asked: " + ex.getMessage(), ex));
		}
	}

	private void created(boolean withParent, Code code, Optional<String> created) {
		boolean parentCameOrWent = code == (withParent ? Code.NODEEXISTS : Code.NONODE);
		if (created.isPresent()) {
			this.owner.created(this.requests, created.get());
		}
		else if (parentCameOrWent && this.attempts < ATTEMPTS && this.owner.wantsLock()) {
			create(!withParent);
		}
		else {
			this.owner.unanswered(code, this::find);
		}
	}

	/**
	 * The answer to the creation was lost: look whether there is a lock.
	 */
	private void find() {
		this.requests.find(this.prefix, this::found);
	}

	private void found(Code code, Optional<String> found) {
		if (found.isPresent()) {
			this.owner.created(this.requests, found.get());
		}
		else if (code != Code.OK && code != Code.NONODE) {
			this.owner.unanswered(code, this::find);
		}
		else if (this.owner.wantsLock()) {
			this.prefix = LockRequests.newPrefix();
			create(false);
		}
	}

	/**
	 * Whose lock it is.
	 */
	interface Owner {

		/**
		 * Whether there is still to be a lock. Who no longer wants one is told of one
		 * that was created all the same.
		 * @return whether there is
		 */
		boolean wantsLock();

		/**
		 * There is a lock.
		 * @param requests what created it
		 * @param znode its full path
		 */
		void created(LockRequests requests, String znode);

		/**
		 * A request was not answered as it should be.
		 * @param code the answer
		 * @param whenConnected follows it up when there is a connection again
		 */
		void unanswered(Code code, Runnable whenConnected);

		/**
		 * There will be no lock.
		 * @param failure the reason
		 */
		void failed(CampaignException failure);

	}

}
