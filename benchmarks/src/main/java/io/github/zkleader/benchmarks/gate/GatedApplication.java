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

package io.github.zkleader.benchmarks.gate;

import java.time.Duration;

import io.github.zkleader.Leadership;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with gated work.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GatedApplication {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	@Bean
	Work job() {
		return new GatedJob();
	}

	/**
	 * Run an instance.
	 * @param elector the elector
	 * @param proxy the kind of proxy
	 * @return its context
	 */
	static ConfigurableApplicationContext run(String elector, String proxy) {
		return new SpringApplicationBuilder(GatedApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("spring.application.name=gate", "leader.role=gate", "leader.elector=" + elector,
					"leader.path=/gate/" + elector, "spring.aop.proxy-target-class=" + proxy.equals("cglib"),
					"leader.zookeeper.connect-string=" + System.getProperty("benchmarks.connect-string"))
			.run();
	}

	/**
	 * Wait until an instance leads.
	 * @param context its context
	 * @return its leadership
	 * @throws InterruptedException if the thread is interrupted
	 */
	static Leadership awaitLeader(ConfigurableApplicationContext context) throws InterruptedException {
		Leadership leadership = context.getBean(Leadership.class);
		if (!leadership.await(TIMEOUT)) {
			throw new IllegalStateException("Does not lead: " + leadership.getStatus());
		}
		return leadership;
	}

}
