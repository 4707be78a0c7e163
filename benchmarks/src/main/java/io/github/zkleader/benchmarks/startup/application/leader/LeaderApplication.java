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

package io.github.zkleader.benchmarks.startup.application.leader;

import java.time.Duration;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.benchmarks.startup.application.Readiness;
import io.github.zkleader.benchmarks.startup.application.plain.PlainApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The same as {@link PlainApplication}, the job being the leader's.
 */
@SpringBootApplication
@EnableScheduling
public class LeaderApplication {

	@Bean
	Job job() {
		return new Job();
	}

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(LeaderApplication.class, args);
		Readiness.tell(context, () -> awaitGrant(context));
	}

	private static void awaitGrant(ConfigurableApplicationContext context) {
		try {
			context.getBean(LeaderElections.class).get("leader").await(Duration.ofDays(1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What the leader does.
	 */
	static class Job {

		@LeaderOnly
		@Scheduled(fixedDelay = 1000)
		void run() {
		}

	}

}
