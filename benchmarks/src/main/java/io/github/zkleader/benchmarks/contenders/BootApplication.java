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

package io.github.zkleader.benchmarks.contenders;

import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * The Spring Boot application that a candidate of Spring is a part of: one without a web
 * server, with the auto-configuration that its class path brings.
 */
final class BootApplication {

	private BootApplication() {
	}

	/**
	 * Run an application.
	 * @param configuration its configuration
	 * @param properties its properties
	 * @param grants told what it is granted
	 * @param initializer prepares its context
	 * @return its context, the candidates in which are not started yet
	 */
	static ConfigurableApplicationContext run(Class<?> configuration, Map<String, Object> properties, Grants grants,
			ApplicationContextInitializer<GenericApplicationContext> initializer) {
		return new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties(properties)
			.initializers(initializer)
			.listeners((event) -> {
				if (event instanceof OnGrantedEvent granted) {
					grants.granted(granted.getRole());
				}
				else if (event instanceof OnRevokedEvent revoked) {
					grants.revoked(revoked.getRole());
				}
			})
			.run();
	}

}
