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

package io.github.zkleader.benchmarks.contenders;

/**
 * A candidate in any number of roles, over one session.
 */
public interface Contender extends AutoCloseable {

	/**
	 * Take part in the election of every role. Returns at once.
	 * @throws Exception if it cannot
	 */
	void start() throws Exception;

	/**
	 * Do the work of the first role if this candidate leads.
	 * @param work the work
	 */
	void run(Runnable work);

	/**
	 * Give up the leadership of the first role, and queue again.
	 * @throws Exception if it cannot
	 */
	void giveUp() throws Exception;

	/**
	 * Leave all elections in good order.
	 */
	@Override
	void close();

}
