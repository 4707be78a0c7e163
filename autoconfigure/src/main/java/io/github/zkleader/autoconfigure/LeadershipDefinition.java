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

import java.util.function.Supplier;

import io.github.zkleader.Leadership;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Defines the lazy {@link Leadership} bean of one role, which is qualified by the name of
 * the role and registered at run time under AOT too. There is one for each of maybe a
 * thousand roles, and Spring keeps a copy of each: so what all have in common is computed
 * when it is asked for.
 */
@SuppressWarnings("serial")
final class LeadershipDefinition extends RootBeanDefinition {

	private static final String[] NOTHING_TO_DESTROY = { "" };

	private final String role;

	LeadershipDefinition(String role, Supplier<Leadership> instance) {
		super(Leadership.class);
		this.role = role;
		setInstanceSupplier(instance);
		setLazyInit(true);
		setDestroyMethodNames(NOTHING_TO_DESTROY);
	}

	private LeadershipDefinition(LeadershipDefinition original) {
		super(original);
		this.role = original.role;
	}

	@Override
	public boolean hasQualifier(String typeName) {
		return Qualifier.class.getName().equals(typeName) || super.hasQualifier(typeName);
	}

	@Override
	public @Nullable AutowireCandidateQualifier getQualifier(String typeName) {
		return Qualifier.class.getName().equals(typeName) ? new AutowireCandidateQualifier(Qualifier.class, this.role)
				: super.getQualifier(typeName);
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE.equals(name) ? true
				: super.getAttribute(name);
	}

	@Override
	public RootBeanDefinition cloneBeanDefinition() {
		return new LeadershipDefinition(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof LeadershipDefinition that && this.role.equals(that.role) && super.equals(other);
	}

	@Override
	public int hashCode() {
		return 31 * super.hashCode() + this.role.hashCode();
	}

}
