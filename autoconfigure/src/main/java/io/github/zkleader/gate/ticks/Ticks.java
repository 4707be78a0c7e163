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

package io.github.zkleader.gate.ticks;

import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.Missed;
import io.github.zkleader.StateChange;
import io.github.zkleader.TickedTask;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.OneTimeTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * The scheduled methods whose missed times are made up for. When the gate of their role
 * has opened, they are called to catch up, on the scheduler that calls them anyway.
 */
public final class Ticks implements ElectionListener, SchedulingConfigurer, Ordered {

	private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(1);

	private final List<CatchUp> members = new CopyOnWriteArrayList<>();

	/**
	 * The roles whose gate has opened and whose tasks have not been called yet.
	 */
	private final Set<String> opened = ConcurrentHashMap.newKeySet();

	private final Clock clock = Clock.systemUTC();

	private volatile Duration maxAge = DEFAULT_MAX_AGE;

	private volatile @Nullable ScheduledTaskRegistrar registrar;

	/**
	 * Set how old a missed time may be to be made up for.
	 * @param maxAge the age
	 */
	public void setMaxAge(Duration maxAge) {
		this.maxAge = maxAge;
	}

	/**
	 * Add a method.
	 * @param method the method
	 * @param gate what calls get that are not made by the scheduler
	 * @param refusal what a call gets that must not run now
	 * @return advice for the method, or {@code null} if its schedule is disabled
	 * @throws InvalidScheduleException if there is no telling what the method has missed
	 */
	public @Nullable MethodInterceptor add(Scheduling method, MethodInterceptor gate,
			Supplier<@Nullable Object> refusal) throws InvalidScheduleException {
		ScheduleReader reader = new ScheduleReader(method.beanFactory()::resolveEmbeddedValue);
		Scheduled scheduled = ScheduleReader.find(method.method());
		Schedule schedule = reader.read(scheduled);
		if (schedule == null) {
			return null;
		}
		this.members.add(new CatchUp(method.task(), method.beanFactory(), method.beanName(), method.method(),
				reader.resolve(scheduled.scheduler())));
		return new TickInterceptor(new TickedMethod(method.task(), schedule, method.missed(), this.maxAge, this.clock),
				gate, refusal);
	}

	@Override
	public boolean wantsRuns() {
		return false;
	}

	/**
	 * The scheduler is there a moment later, when leadership may have been granted
	 * already: its first task then makes up for that.
	 */
	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		this.registrar = registrar;
		if (!this.members.isEmpty()) {
			registrar.addOneTimeTask(new OneTimeTask(this::catchUp, Duration.ZERO));
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void onStateChange(String role, StateChange change) {
		if (change.state() == LeadershipState.LEADER) {
			this.opened.add(role);
			catchUp();
		}
		else {
			this.opened.remove(role);
		}
	}

	private void catchUp() {
		ScheduledTaskRegistrar registrar = this.registrar;
		TaskScheduler scheduler = (registrar != null) ? registrar.getScheduler() : null;
		if (registrar != null && scheduler != null) {
			Set<String> roles = Set.copyOf(this.opened);
			this.members.stream()
				.filter((member) -> roles.contains(member.getRole()))
				.forEach((member) -> member.schedule(scheduler, registrar.getObservationRegistry()));
			this.opened.removeAll(roles);
		}
	}

	/**
	 * A scheduled method.
	 *
	 * @param beanFactory the factory of its bean
	 * @param beanName the name of its bean, a singleton
	 * @param method the method
	 * @param missed how to make up for missed times
	 * @param task the task
	 */
	public record Scheduling(ConfigurableBeanFactory beanFactory, String beanName, Method method, Missed missed,
			Supplier<? extends TickedTask> task) {

	}

}
