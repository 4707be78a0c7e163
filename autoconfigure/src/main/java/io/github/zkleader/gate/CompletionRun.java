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

package io.github.zkleader.gate;

import java.util.concurrent.CompletionStage;

import io.github.zkleader.GatedRun;

/**
 * A run that lasts until its result is complete.
 */
final class CompletionRun {

	private CompletionRun() {
	}

	/**
	 * End a run when its result is complete, on whichever thread completes it, and cancel
	 * the result when leadership is lost.
	 * @param run the run, which belongs to this thread
	 * @param result the result
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	static void follow(GatedRun run, CompletionStage<?> result) {
		run.detach(() -> cancel(result));
		result.whenComplete((value, failure) -> run.end(failure));
	}

	private static void cancel(CompletionStage<?> result) {
		try {
			result.toCompletableFuture().cancel(true);
		}
		catch (UnsupportedOperationException ex) {
			// A stage that nobody but its maker can complete
		}
	}

}
