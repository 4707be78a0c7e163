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

import io.github.zkleader.LeaderOnly;

/**
 * Thrown at start-up when {@link LeaderOnly} is used where it could not be enforced.
 */
public class InvalidLeaderOnlyException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String beanName;

	private final Class<?> beanType;

	private final String member;

	private final String action;

	/**
	 * Create a new exception.
	 * @param beanName the name of the bean
	 * @param beanType the class of the bean
	 * @param member what carries the annotation, as in {@code "method 'run()'"}
	 * @param problem what is wrong
	 * @param action what to do about it
	 */
	InvalidLeaderOnlyException(String beanName, Class<?> beanType, String member, String problem, String action) {
		super("@LeaderOnly on %s of bean '%s' (%s) cannot work: %s".formatted(member, beanName, beanType.getName(),
				problem));
		this.beanName = beanName;
		this.beanType = beanType;
		this.member = member;
		this.action = action;
	}

	/**
	 * Return the name of the bean.
	 * @return the name
	 */
	public String getBeanName() {
		return this.beanName;
	}

	/**
	 * Return the class of the bean.
	 * @return the class
	 */
	public Class<?> getBeanType() {
		return this.beanType;
	}

	/**
	 * Return what carries the annotation.
	 * @return a description such as {@code "method 'run()'"}
	 */
	public String getMember() {
		return this.member;
	}

	/**
	 * Return what to do about it.
	 * @return the action
	 */
	public String getAction() {
		return this.action;
	}

}
