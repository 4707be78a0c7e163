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

package io.github.zkleader.test.autoconfigure;

import java.util.List;

import io.github.zkleader.test.InitialLeadership;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Makes a property of {@link AutoConfigureLeadership#value}. Unlike a mapped property,
 * the annotation of a nested class overrides that of its outer class.
 */
class LeadershipContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		AutoConfigureLeadership annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureLeadership.class);
		return (annotation != null) ? new LeadershipContextCustomizer(annotation.value()) : null;
	}

	/**
	 * Sets the property. Being a record, it is part of the key of the context cache.
	 *
	 * @param initial how the elections begin
	 */
	private record LeadershipContextCustomizer(InitialLeadership initial) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			TestPropertyValues.of(LeadershipTestAutoConfiguration.INITIAL + "=" + this.initial).applyTo(context);
		}

	}

}
