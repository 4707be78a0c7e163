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
import java.util.function.Supplier;

import io.github.zkleader.GatedTask;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/**
 * Calls a method when the gate has opened, on its own scheduler and as that would, to
 * make up for what was missed.
 */
final class CatchUp {

	private final Supplier<? extends GatedTask> task;

	private final BeanFactory beanFactory;

	private final String beanName;

	private final Method method;

	private final String qualifier;

	CatchUp(Supplier<? extends GatedTask> task, BeanFactory beanFactory, String beanName, Method method,
			String qualifier) {
		this.task = task;
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.method = method;
		this.qualifier = qualifier;
	}

	String getRole() {
		return this.task.get().getRole();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	void schedule(TaskScheduler scheduler, @Nullable ObservationRegistry observations) {
		try {
			scheduler.schedule(new Call(observations), scheduler.getClock().instant());
		}
		catch (TaskRejectedException ex) {
			GatedTask task = this.task.get();
			TickLog.at(Level.DEBUG, task)
				.setCause(ex)
				.log("Too late to make up for what {} has missed", task.getName());
		}
	}

	private final class Call implements SchedulingAwareRunnable {

		private final @Nullable ObservationRegistry observations;

		private Call(@Nullable ObservationRegistry observations) {
			this.observations = observations;
		}

		@Override
		public String getQualifier() {
			return CatchUp.this.qualifier;
		}

		@Override
		public void run() {
			Object bean = CatchUp.this.beanFactory.getBean(CatchUp.this.beanName);
			Method invocable = AopUtils.selectInvocableMethod(CatchUp.this.method, bean.getClass());
			ObservationRegistry observations = this.observations;
			ScheduledCalls.catchUp(new ScheduledMethodRunnable(bean, invocable, CatchUp.this.qualifier,
					() -> (observations != null) ? observations : ObservationRegistry.NOOP));
		}

		@Override
		public String toString() {
			return "catch-up of " + CatchUp.this.task.get().getName();
		}

	}

}
