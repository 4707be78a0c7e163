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

package io.github.zkleader.controlroom;

import java.io.IOException;

/**
 * A process that was started here.
 */
final class Child {

	private final Process process;

	private volatile boolean suspended;

	Child(Process process) {
		this.process = process;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	boolean isSuspended() {
		return this.suspended && isAlive();
	}

	long pid() {
		return this.process.pid();
	}

	void terminate() {
		this.process.destroy();
	}

	void kill() {
		this.process.destroyForcibly();
	}

	void suspend() throws IOException, InterruptedException {
		signal("STOP");
		this.suspended = true;
	}

	void resume() throws IOException, InterruptedException {
		signal("CONT");
		this.suspended = false;
	}

	private void signal(String name) throws IOException, InterruptedException {
		if (isAlive()) {
			new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
		}
	}

}
