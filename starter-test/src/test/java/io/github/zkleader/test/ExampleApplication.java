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

package io.github.zkleader.test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import io.github.zkleader.LeaderOnly;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with two roles.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ExampleApplication {

	@Bean
	Job job() {
		return new Job();
	}

	/**
	 * Leader-only work.
	 */
	public static class Job {

		private final Semaphore begun = new Semaphore(0);

		private final CountDownLatch never = new CountDownLatch(1);

		@LeaderOnly
		public void run() {
		}

		@LeaderOnly("mail")
		public void send() {
		}

		@LeaderOnly
		public void hang() throws InterruptedException {
			this.begun.release();
			this.never.await();
		}

		/**
		 * Wait until {@link #hang()} was called.
		 * @throws InterruptedException if interrupted
		 */
		public void awaitHanging() throws InterruptedException {
			this.begun.acquire();
		}

	}

}
