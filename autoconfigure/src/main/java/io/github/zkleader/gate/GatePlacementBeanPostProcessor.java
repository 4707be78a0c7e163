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

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts gates in their place once all advice is there. Has no order, and so comes after
 * all post-processors that have one.
 */
public final class GatePlacementBeanPostProcessor implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (LeaderOnlyAdvisor.isPresentOn(bean)) {
			GatePlacement.arrange(bean);
		}
		return bean;
	}

}
