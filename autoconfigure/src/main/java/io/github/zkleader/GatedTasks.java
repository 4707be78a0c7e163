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

package io.github.zkleader;

/**
 * The registry of gated work.
 */
public interface GatedTasks {

	/**
	 * Register work that runs on the leader of a role only. A role that does not exist
	 * yet joins its election. The same name again returns the same task.
	 * @param role the role; empty means the default role
	 * @param name the name of the work: bean name and method
	 * @param interrupt whether a run in flight is interrupted when leadership ends
	 * @return the task
	 * @throws IllegalArgumentException if the role is not a valid name
	 */
	GatedTask register(String role, String name, boolean interrupt);

	/**
	 * Register scheduled work whose missed times are to be made up for, as
	 * {@link #register} does.
	 * @param role the role; empty means the default role
	 * @param name the name of the work: bean name and method
	 * @param interrupt whether a run in flight is interrupted when leadership ends
	 * @return the task
	 * @throws IllegalArgumentException if the role is not a valid name
	 */
	TickedTask registerTicked(String role, String name, boolean interrupt);

}
