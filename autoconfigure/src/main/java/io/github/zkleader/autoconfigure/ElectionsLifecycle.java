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

package io.github.zkleader.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.election.ElectionSettings;
import io.github.zkleader.election.Elections;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.SingletonBeanRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Starts the elections when the application is ready, and stops them before anything that
 * leader-only work may rely on.
 */
final class ElectionsLifecycle implements SmartLifecycle, SmartInitializingSingleton,
		ApplicationListener<ApplicationReadyEvent>, ApplicationContextAware {

	private static final Log logger = LogFactory.getLog(LeaderElections.class);

	private final Elections elections;

	private final ElectionSettings settings;

	private final LeaderProperties properties;

	private final Environment environment;

	private final SynchronousEventsProbe eventsProbe;

	private @Nullable ApplicationContext applicationContext;

	private volatile boolean ready;

	private volatile boolean running;

	ElectionsLifecycle(Elections elections, ElectionSettings settings, LeaderProperties properties,
			Environment environment, SynchronousEventsProbe eventsProbe) {
		this.elections = elections;
		this.settings = settings;
		this.properties = properties;
		this.environment = environment;
		this.eventsProbe = eventsProbe;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
		this.ready = !(applicationContext.getAutowireCapableBeanFactory() instanceof SingletonBeanRegistry registry
				&& ClientPlan.isReadyAwaited(this.properties, registry));
	}

	@Override
	public void afterSingletonsInstantiated() {
		Binder binder = Binder.get(this.environment);
		if (binder.bind("leader.role", String.class).isBound()) {
			this.elections.join(this.properties.getRole());
		}
		this.properties.getRoles().forEach(this.elections::join);
		Duration phaseTimeout = binder.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(Duration.ofSeconds(30));
		if (this.settings.stopTimeout().compareTo(phaseTimeout) > 0) {
			logger.warn("Leadership may take " + this.settings.stopTimeout() + " to give up, longer than "
					+ "spring.lifecycle.timeout-per-shutdown-phase (" + phaseTimeout
					+ "): lower leader.drain-timeout or " + "leader.interrupt-grace, or raise the other");
		}
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.applicationContext) {
			this.ready = true;
			campaignIfReady();
		}
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.eventsProbe.isSynchronous()) {
			logger.warn("Application events are multicast asynchronously: OnGrantedEvent listeners may still run when "
					+ "the gate opens, and OnRevokedEvent listeners when the lock is released");
		}
		if (!this.properties.isEnabled()) {
			warnDisabled();
		}
		else if (this.properties.isStandalone()) {
			logger.warn("Leader election is standalone: this instance leads every role, and so does every other "
					+ "instance. For development only (leader.standalone)");
		}
		campaignIfReady();
	}

	private void campaignIfReady() {
		if (this.running && this.ready && this.properties.isEnabled()) {
			this.elections.start();
		}
	}

	private void warnDisabled() {
		List<String> tasks = this.elections.getAll()
			.values()
			.stream()
			.map(Leadership::getStatus)
			.flatMap((status) -> status.tasks().stream().map(TaskStatus::task))
			.toList();
		logger.warn("Leader election is disabled (leader.enabled=false)"
				+ (tasks.isEmpty() ? "" : ": these never run on this instance: " + String.join(", ", tasks)));
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.elections.stop(callback);
	}

	@Override
	public void stop() {
		CountDownLatch stopped = new CountDownLatch(1);
		stop(stopped::countDown);
		try {
			stopped.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isAutoStartup() {
		return this.properties.isAutoStart();
	}

	@Override
	public int getPhase() {
		return this.properties.getPhase();
	}

}
