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

package io.github.zkleader.benchmarks.startup.application.plain;

import io.github.zkleader.benchmarks.startup.application.Readiness;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * A minimal application, as Spring Initializr makes it: a job every second.
 */
@SpringBootApplication
@EnableScheduling
public class PlainApplication {

	@Bean
	Job job() {
		return new Job();
	}

	public static void main(String[] args) {
		Readiness.tell(SpringApplication.run(PlainApplication.class, args));
	}

	/**
	 * What every instance does.
	 */
	static class Job {

		@Scheduled(fixedDelay = 1000)
		void run() {
		}

	}

}
