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

import java.util.List;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Keeps the beans of the client from being searched for annotated methods, such as event
 * listeners, before they exist. They have none, and the search would load half of
 * Curator's types on the way to ready.
 */
final class UntouchedClient {

	private static final List<String> BEANS = List.of("leaderCuratorFramework", "leaderClient", "leaderClientFactory",
			"leaderClientSecurity");

	private UntouchedClient() {
	}

	static void keep(ConfigurableListableBeanFactory beanFactory) {
		for (String bean : BEANS) {
			if (beanFactory.containsBeanDefinition(bean) && beanFactory.getBeanDefinition(bean).isLazyInit()) {
				beanFactory.getBeanDefinition(bean)
					.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Object.class);
			}
		}
	}

}
