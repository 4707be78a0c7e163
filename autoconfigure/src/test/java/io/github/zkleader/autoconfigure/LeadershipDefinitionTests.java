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

import java.util.Objects;

import io.github.zkleader.Leadership;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeadershipDefinition}: what is computed holds for copies too.
 */
class LeadershipDefinitionTests {

	private static final String QUALIFIER = Qualifier.class.getName();

	private final LeadershipDefinition definition = define("indexer");

	private final RootBeanDefinition copy = this.definition.cloneBeanDefinition();

	@Test
	void isQualifiedByTheRole() {
		AutowireCandidateQualifier qualifier = Objects.requireNonNull(this.copy.getQualifier(QUALIFIER));
		assertThat(qualifier.getTypeName()).isEqualTo(QUALIFIER);
		assertThat(qualifier.getAttribute(AutowireCandidateQualifier.VALUE_KEY)).isEqualTo("indexer");
		assertThat(this.copy.hasQualifier(QUALIFIER)).isTrue();
		assertThat(this.copy.hasQualifier("another")).isFalse();
		assertThat(this.copy.getQualifier("another")).isNull();
	}

	@Test
	void isLeftToTheRunTimeByAot() {
		assertThat(this.copy.getAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE)).isEqualTo(true);
		assertThat(this.copy.getAttribute("another")).isNull();
	}

	@Test
	void isMadeWhenItIsAskedForAndNeverDestroyed() {
		assertThat(this.copy.isLazyInit()).isTrue();
		assertThat(this.copy.getDestroyMethodName()).isEmpty();
		assertThat(this.copy.getInstanceSupplier()).isSameAs(this.definition.getInstanceSupplier());
	}

	@Test
	void differsFromThatOfAnotherRole() {
		assertThat(this.copy).isEqualTo(this.definition).hasSameHashCodeAs(this.definition);
		assertThat(define("importer")).isNotEqualTo(this.definition);
	}

	private static LeadershipDefinition define(String role) {
		return new LeadershipDefinition(role, () -> {
			throw new IllegalStateException(Leadership.class.getSimpleName() + " of " + role);
		});
	}

}
