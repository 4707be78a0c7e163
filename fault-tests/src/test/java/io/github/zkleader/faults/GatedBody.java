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
 * The body of a gated run. Remembers whether and when it ran. Used by one thread.
 */
final class GatedBody {

	private Job job = Job.NONE;

	private boolean ran;

	private long first;

	private long token;

	void prepare(Job job) {
		this.job = job;
		this.ran = false;
		this.first = 0;
		this.token = 0;
	}

	/**
	 * Do it.
	 * @param first when the first instruction of the run started
	 * @param token the fencing token of the run, or {@code 0} if it is not known
	 */
	void run(long first, long token) {
		this.first = first;
		this.token = token;
		this.ran = true;
		this.job.run();
	}

	boolean hasRun() {
		return this.ran;
	}

	long getFirst() {
		return this.first;
	}

	long getToken() {
		return this.token;
	}

}
