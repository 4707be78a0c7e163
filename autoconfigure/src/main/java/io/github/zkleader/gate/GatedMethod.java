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

import java.lang.reflect.Method;

import io.github.zkleader.GatedTask;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Missed;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Otherwise;
import io.github.zkleader.TickedTask;
import io.github.zkleader.gate.ticks.InvalidScheduleException;
import io.github.zkleader.gate.ticks.Ticks.Scheduling;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * A method of a bean that runs on the leader of a role only. Its task is registered once,
 * at latest when it is called first.
 */
final class GatedMethod {

	private final Gate gate;

	private final ConfigurableBeanFactory beanFactory;

	private final Declaration declaration;

	private final String role;

	private final String taskName;

	private final boolean failing;

	private final SkippedResult skippedResult;

	private volatile @Nullable GatedTask task;

	GatedMethod(Gate gate, ConfigurableBeanFactory beanFactory, Declaration declaration, String role, String taskName) {
		this.gate = gate;
		this.beanFactory = beanFactory;
		this.declaration = declaration;
		this.role = role;
		this.taskName = taskName;
		this.failing = declaration.annotation().otherwise() == Otherwise.FAIL;
		this.skippedResult = SkippedResult.of(declaration.method().getReturnType());
	}

	Declaration getDeclaration() {
		return this.declaration;
	}

	boolean isInvokedBy(Method method) {
		return AopUtils.getMostSpecificMethod(method, this.declaration.beanType()).equals(this.declaration.method());
	}

	GatedTask getTask() {
		GatedTask task = this.task;
		return (task != null) ? task : register();
	}

	private GatedTask register() {
		GatedTask task = this.gate.require(this.role, this.taskName, this.declaration.annotation().interrupt(),
				this.declaration.isTicked(), this.declaration::invalid);
		this.task = task;
		return task;
	}

	boolean isSingleton() {
		String beanName = this.declaration.beanName();
		return this.beanFactory.containsBean(beanName) && this.beanFactory.isSingleton(beanName);
	}

	/**
	 * Make the advice that asks the gate.
	 * @return the advice
	 */
	MethodInterceptor createInterceptor() {
		ReactiveCalls calls = ReactiveResults.getCalls(this.declaration.method());
		if (calls != null) {
			return new ReactiveLeaderOnlyInterceptor(this, calls);
		}
		LeaderOnlyInterceptor interceptor = new LeaderOnlyInterceptor(this);
		return this.declaration.isTicked() ? withTicks(interceptor) : interceptor;
	}

	private MethodInterceptor withTicks(LeaderOnlyInterceptor interceptor) {
		try {
			MethodInterceptor ticked = this.gate.getTicks()
				.add(new Scheduling(this.beanFactory, this.declaration.beanName(), this.declaration.method(),
						this.declaration.annotation().missed(), () -> (TickedTask) getTask()), interceptor,
						this::refuse);
			return (ticked != null) ? ticked : interceptor;
		}
		catch (InvalidScheduleException ex) {
			throw this.declaration.invalid(String.valueOf(ex.getMessage()), ex.getAction());
		}
	}

	/**
	 * Check a method whose calls are moved to another thread before they are gated.
	 */
	void checkAsynchronous() {
		if (this.declaration.isTicked()) {
			throw this.declaration.invalid(
					"'missed' is set, but the method is asynchronous, so that its work is not over when the scheduler "
							+ "thinks it is",
					"Remove @Async, or leave 'missed' out.");
		}
	}

	/**
	 * Answer a call that must not run now.
	 * @return what the caller gets
	 */
	@Nullable Object refuse() {
		if (this.failing) {
			throw notLeader();
		}
		return this.skippedResult.get();
	}

	NotLeaderException notLeader() {
		return this.gate.notLeader(getTask().getRole());
	}

	/**
	 * A method of a bean and the annotation that applies to it.
	 *
	 * @param beanName the name of the bean
	 * @param beanType the class of the bean
	 * @param method the method as the bean implements it
	 * @param annotation the annotation
	 * @param scheduled whether the method is {@code @Scheduled}
	 */
	record Declaration(String beanName, Class<?> beanType, Method method, LeaderOnly annotation, boolean scheduled) {

		/**
		 * Whether missed times are to be made up for.
		 * @return whether they are
		 */
		boolean isTicked() {
			return this.annotation.missed() != Missed.SKIP;
		}

		InvalidLeaderOnlyException invalid(String problem, String action) {
			return new InvalidLeaderOnlyException(this.beanName, this.beanType,
					"method '" + Signatures.describe(this.method) + "'", problem, action);
		}

	}

}
