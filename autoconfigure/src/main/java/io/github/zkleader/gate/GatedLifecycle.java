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

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.gate.RoleResolver.Subject;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * A bean that is started and stopped with the leadership of a role. It is one run from
 * before its start until after its stop, so that a hand-over waits for it.
 */
final class GatedLifecycle {

	private static final Log logger = LogFactory.getLog(LeaderLifecycles.class);

	private enum State {

		STOPPED, STARTING, STARTED, STOPPING

	}

	private final String beanName;

	private final Supplier<SmartLifecycle> bean;

	private final Supplier<GatedTask> task;

	private final Subject subject;

	private final AtomicReference<State> state = new AtomicReference<>(State.STOPPED);

	private volatile @Nullable GatedRun run;

	private volatile @Nullable Object tenure;

	GatedLifecycle(String beanName, Supplier<SmartLifecycle> bean, Supplier<GatedTask> task, Subject subject) {
		this.beanName = beanName;
		this.bean = bean;
		this.task = task;
		this.subject = subject;
	}

	String getBeanName() {
		return this.beanName;
	}

	GatedTask getTask() {
		return this.task.get();
	}

	void check(boolean leftAlone, boolean told) {
		if (!told) {
			throw this.subject.invalid(
					"the elections are those of a parent context, which starts and stops its own beans only",
					"Declare the bean in the context that has the elections.");
		}
		if (!leftAlone) {
			throw this.subject.invalid(
					"the LifecycleProcessor of the application context would start the bean past the gate",
					"Remove the bean 'lifecycleProcessor', or let it extend LeaderLifecycleProcessor.");
		}
	}

	int getPhase() {
		return this.bean.get().getPhase();
	}

	/**
	 * Start the bean on this thread if it is stopped and the gate is open.
	 * @param <T> the type of the tenure
	 * @param tenure the tenure to start it for
	 * @param cancel is called with the tenure when it is to be stopped at once
	 */
	<T> void start(T tenure, Consumer<T> cancel) {
		if (!this.state.compareAndSet(State.STOPPED, State.STARTING)) {
			return;
		}
		GatedRun run = getTask().enter();
		if (run == null) {
			this.state.set(State.STOPPED);
			return;
		}
		try {
			SmartLifecycle bean = this.bean.get();
			if (!bean.isRunning()) {
				bean.start();
			}
		}
		catch (Throwable ex) {
			logger.error("Failed to start bean '" + this.beanName + "' on the leader", ex);
			this.state.set(State.STOPPED);
			run.end(ex);
			return;
		}
		this.run = run;
		this.tenure = tenure;
		this.state.set(State.STARTED);
		run.detach(() -> cancel.accept(tenure));
	}

	/**
	 * Stop the bean if it was started for the given tenure. Whoever calls first does.
	 * @param tenure the tenure
	 * @param then called when it has stopped
	 * @return completed when it has stopped, or need not be waited for
	 */
	CompletableFuture<@Nullable Void> stop(Object tenure, Runnable then) {
		CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
		if (this.tenure != tenure || !this.state.compareAndSet(State.STARTED, State.STOPPING)) {
			stopped.complete(null);
			return stopped;
		}
		GatedRun run = Objects.requireNonNull(this.run);
		Runnable callback = () -> {
			if (stopped.complete(null)) {
				this.run = null;
				this.tenure = null;
				this.state.set(State.STOPPED);
				run.end(null);
				then.run();
			}
		};
		try {
			SmartLifecycle bean = this.bean.get();
			if (bean.isRunning()) {
				bean.stop(callback);
			}
			else {
				callback.run();
			}
		}
		catch (Throwable ex) {
			logger.error("Failed to stop bean '" + this.beanName + "'", ex);
			giveUp(callback);
		}
		return stopped;
	}

	// A bean that may still work stays in flight, and is told again when time is up.
	private void giveUp(Runnable callback) {
		if (this.bean.get().isRunning()) {
			this.state.compareAndSet(State.STOPPING, State.STARTED);
		}
		else {
			callback.run();
		}
	}

}
