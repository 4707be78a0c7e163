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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkleader.GatedRun;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Goes with the coroutines of a run: the run is the current one of whichever thread they
 * are on, and in flight until all of them have completed, as a coroutine goes on for a
 * while after it was cancelled.
 */
final class CoroutineRun extends AbstractCoroutineContextElement implements ThreadContextElement<@Nullable GatedRun> {

	private static final CoroutineContext.Key<CoroutineRun> KEY = new CoroutineContext.Key<>() {
	};

	private final SubscribedRun run;

	private final GatedRun.Entrance entrance;

	private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

	/**
	 * Create a new element.
	 * @param run the run, which belongs to this thread
	 */
	CoroutineRun(SubscribedRun run) {
		super(KEY);
		this.run = run;
		this.entrance = run.entrance();
	}

	@Override
	public @Nullable GatedRun updateThreadContext(CoroutineContext context) {
		Job job = context.get(Job.Key);
		if (job != null && job != NonCancellable.INSTANCE && this.jobs.add(job)) {
			follow(job);
		}
		return this.entrance.resume();
	}

	private void follow(Job job) {
		if (this.run.prolong()) {
			job.invokeOnCompletion((failure) -> {
				this.jobs.remove(job);
				this.run.ended();
				return Unit.INSTANCE;
			});
		}
	}

	@Override
	public void restoreThreadContext(CoroutineContext context, @Nullable GatedRun resumed) {
		if (resumed != null) {
			resumed.end(null);
		}
	}

}
