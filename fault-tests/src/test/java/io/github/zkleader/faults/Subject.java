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

/**
 * What answers whether this candidate leads: the library, or the stock initiator.
 */
interface Subject {

	/**
	 * Return the id that the lock znode carries.
	 * @return the id
	 */
	String getId();

	boolean isLeader();

	/**
	 * Return the current fencing token.
	 * @return the token, or {@code 0} if there is none
	 */
	long token();

	/**
	 * Call a gated method.
	 * @param body what it does
	 */
	void method(GatedBody body);

	/**
	 * Guard a piece of code.
	 * @param body the code
	 */
	void guard(GatedBody body);

	void yield();

	/**
	 * Run a command that only some know.
	 * @param name the name of the command
	 * @return the answer
	 * @throws Exception what goes wrong
	 */
	String command(String name) throws Exception;

}
