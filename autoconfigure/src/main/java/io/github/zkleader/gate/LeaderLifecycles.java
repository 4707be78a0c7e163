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

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.StateChange;

import org.springframework.beans.factory.DisposableBean;

/**
 * Starts {@link LeaderOnly} beans of type {@code SmartLifecycle} after the gate of their
 * role has opened, and stops them when it has closed: before the lock is released when
 * leadership is given up, at once when it is lost by force.
 */
public final class LeaderLifecycles implements ElectionListener, DisposableBean {

	private static final int IDLE_SECONDS = 10;

	private final Queue<GatedLifecycle> unregistered = new ConcurrentLinkedQueue<>();

	private final Map<String, GatedLifecycle> members = new ConcurrentHashMap<>();

	private final Map<String, RoleLifecycles> roles = new ConcurrentHashMap<>();

	private final List<ExecutorService> executors = new CopyOnWriteArrayList<>();

	private final ExecutorService pool = executor(new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS,
			TimeUnit.SECONDS, new SynchronousQueue<>(), threadFactory("zkleader-lifecycle-stop")));

	private final Function<String, Executor> serialExecutors = this::serialExecutor;

	LeaderLifecycles() {
	}

	/**
	 * Add a bean. Its role joins with {@link #register(boolean, boolean)}.
	 * @param member the bean
	 */
	void add(GatedLifecycle member) {
		if (this.members.putIfAbsent(member.getBeanName(), member) == null) {
			this.unregistered.add(member);
		}
	}

	/**
	 * Register the tasks of all beans that were added.
	 * @param leftAlone whether the application context leaves them alone
	 * @param told whether the elections tell this context what happens
	 */
	void register(boolean leftAlone, boolean told) {
		GatedLifecycle member;
		while ((member = this.unregistered.poll()) != null) {
			member.check(leftAlone, told);
			role(member.getTask().getRole()).add(member);
		}
	}

	boolean isEmpty() {
		return this.members.isEmpty();
	}

	/**
	 * Whether the lifecycle of a bean follows leadership rather than the context.
	 * @param beanName the name of the bean
	 * @return whether the context has to leave the bean alone
	 */
	boolean contains(String beanName) {
		return this.members.containsKey(beanName);
	}

	@Override
	public boolean wantsRuns() {
		return false;
	}

	@Override
	public void onStateChange(String role, StateChange change) {
		if (change.state() == LeadershipState.LEADER) {
			role(role).granted();
		}
		else if (change.state() == LeadershipState.RELEASING) {
			role(role).revoked();
		}
	}

	private RoleLifecycles role(String role) {
		return this.roles.computeIfAbsent(role, (name) -> new RoleLifecycles(name, this.serialExecutors, this.pool));
	}

	private ExecutorService serialExecutor(String role) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threadFactory("zkleader-lifecycle-" + role));
		executor.allowCoreThreadTimeOut(true);
		return executor(executor);
	}

	private ExecutorService executor(ThreadPoolExecutor executor) {
		executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
		this.executors.add(executor);
		return executor;
	}

	private static ThreadFactory threadFactory(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Let go of all threads.
	 */
	@Override
	public void destroy() {
		this.executors.forEach(ExecutorService::shutdownNow);
	}

}
