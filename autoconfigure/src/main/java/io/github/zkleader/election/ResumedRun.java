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

import io.github.zkleader.GatedRun;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A detached run that goes on for a while on some thread. It holds no slot, as the run
 * has one.
 */
final class ResumedRun extends AdmittedRun {

	private final RunEntrance entrance;

	private final Runs runs;

	private final Tenure tenure;

	private final Activity<RunOutcome> activity;

	private final ActivityScope scope;

	ResumedRun(RunEntrance entrance, Runs runs, Tenure tenure, Activity<RunOutcome> activity) {
		this.entrance = entrance;
		this.runs = runs;
		this.tenure = tenure;
		this.activity = activity;
		bind(GatedRun.current());
		this.scope = activity.open();
	}

	@Override
	public Term getTerm() {
		return this.tenure.getTerm();
	}

	@Override
	public boolean isInterrupted() {
		return this.entrance.isInterrupted();
	}

	@Override
	public @Nullable Observation getObservation() {
		return this.activity.getObservation();
	}

	@Override
	public void end(@Nullable Throwable failure) {
		this.scope.close();
		unbind();
	}

	@Override
	public void detach(Runnable cancel) {
		throw new UnsupportedOperationException("The run is detached already");
	}

	@Override
	public Entrance entrance() {
		return this.entrance;
	}

	@Override
	boolean belongsTo(Tenure tenure) {
		return this.tenure == tenure;
	}

	@Override
	boolean isOneOf(Runs runs) {
		return this.runs == runs;
	}

}
