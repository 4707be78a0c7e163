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

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A call that another thread may interrupt, and whose interrupt never reaches the thread
 * after the call has ended.
 */
final class InterruptibleCall {

	private @Nullable Thread thread;

	private boolean interrupted;

	boolean run(BooleanSupplier call) {
		synchronized (this) {
			this.thread = Thread.currentThread();
		}
		try {
			return call.getAsBoolean();
		}
		finally {
			synchronized (this) {
				this.thread = null;
				if (this.interrupted) {
					Thread.interrupted();
				}
			}
		}
	}

	/**
	 * Interrupt the call if it is in progress.
	 */
	synchronized void interrupt() {
		if (this.thread != null) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * Return the thread of the call.
	 * @return the thread, or {@code null} if the call is not in progress
	 */
	synchronized @Nullable Thread getThread() {
		return this.thread;
	}

}
