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

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.GatedTask;
import io.github.zkleader.Leadership;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.StateChange;
import io.github.zkleader.Term;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every listener, whatever the others do: one that throws is logged and never
 * breaks an election or a run.
 */
final class ElectionListeners implements ElectionListener {

	private static final Logger logger = LoggerFactory.getLogger(ElectionListeners.class);

	private final List<ElectionListener> listeners;

	private final ElectionListener[] runListeners;

	private final Observer observer;

	private final WarningLimit warnings = new WarningLimit();

	ElectionListeners(List<? extends ElectionListener> listeners) {
		this.listeners = List.copyOf(listeners);
		this.runListeners = listeners.stream().filter(ElectionListener::wantsRuns).toArray(ElectionListener[]::new);
		this.observer = new Observer(this.listeners);
	}

	Observer getObserver() {
		return this.observer;
	}

	@Override
	public void onRole(Leadership leadership) {
		tell((listener) -> listener.onRole(leadership));
	}

	@Override
	public void onTask(GatedTask task) {
		tell((listener) -> listener.onTask(task));
	}

	@Override
	public void onStateChange(String role, StateChange change) {
		tell((listener) -> listener.onStateChange(role, change));
	}

	@Override
	public void onGranted(Term term, Duration campaign) {
		tell((listener) -> listener.onGranted(term, campaign));
	}

	@Override
	public void onRevoked(Term term, RevokeReason reason, Duration tenure) {
		tell((listener) -> listener.onRevoked(term, reason, tenure));
	}

	@Override
	public void onDrained(String role, Duration drain) {
		tell((listener) -> listener.onDrained(role, drain));
	}

	@Override
	public void onOverrun(String role, String task) {
		tell((listener) -> listener.onOverrun(role, task));
	}

	@Override
	public void onListenerFailure(String role, LeadershipEvent event) {
		tell((listener) -> listener.onListenerFailure(role, event));
	}

	@Override
	public boolean wantsRuns() {
		return this.runListeners.length > 0;
	}

	@Override
	public void onRun(GatedTask task, RunOutcome outcome, long nanos) {
		for (ElectionListener listener : this.runListeners) {
			try {
				listener.onRun(task, outcome, nanos);
			}
			catch (RuntimeException ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public void onLeaseRenewal(long nanos, @Nullable Exception failure) {
		tell((listener) -> listener.onLeaseRenewal(nanos, failure));
	}

	private void tell(Consumer<ElectionListener> message) {
		for (ElectionListener listener : this.listeners) {
			try {
				message.accept(listener);
			}
			catch (RuntimeException ex) {
				failed(listener, ex);
			}
		}
	}

	private void failed(ElectionListener listener, RuntimeException failure) {
		String name = listener.getClass().getName();
		logger.atLevel(this.warnings.levelOf(name)).setCause(failure).log("Election listener {} failed", name);
	}

}
