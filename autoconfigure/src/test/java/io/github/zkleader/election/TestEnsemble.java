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

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What instances under test elect on, and what may happen to it.
 */
interface TestEnsemble extends AutoCloseable {

	/**
	 * Make the elections of an instance, with a session of its own.
	 * @param id the id of the instance
	 * @param factory makes the elections
	 * @param sessionTimeout the timeout of the session
	 * @return the elections
	 */
	Elections join(String id, ElectionsFactory factory, Duration sessionTimeout);

	/**
	 * Return who elects.
	 * @return the elector, which matters on ZooKeeper only
	 */
	default Elector elector() {
		return Elector.INITIATOR;
	}

	/**
	 * Close the session of an instance whose elections are closed.
	 * @param id the id of the instance
	 */
	void leave(String id);

	/**
	 * Return the locks of the default role.
	 * @param id the id of the instance that looks
	 * @return the locks
	 * @throws Exception if they cannot be seen
	 */
	List<String> locks(String id) throws Exception;

	/**
	 * Answer nobody, for longer than any lease.
	 * @throws Exception if that fails
	 */
	void goSilent() throws Exception;

	/**
	 * Answer again.
	 * @throws Exception if that fails
	 */
	void comeBack() throws Exception;

	/**
	 * Be away for a moment, shorter than the ride-out.
	 * @throws Exception if that fails
	 */
	void blip() throws Exception;

	/**
	 * Close the session of an instance without its knowledge.
	 * @param id the id of the instance
	 * @throws Exception if that fails
	 */
	void expireSession(String id) throws Exception;

	/**
	 * Delete the lock of an instance.
	 * @param id the id of the instance
	 * @throws Exception if that fails
	 */
	void deleteLock(String id) throws Exception;

	@Override
	void close() throws IOException;

}
