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

package io.github.zkleader.benchmarks.startup.application;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * How an application tells the process that started it how far it is.
 */
public final class Readiness {

	/**
	 * Begins the line that says that the application is ready, and what the processor's
	 * time of its main thread and of all threads was by then.
	 */
	public static final String READY = "Ready ";

	/**
	 * The line that says that leadership is granted.
	 */
	public static final String GRANTED = "Granted";

	private Readiness() {
	}

	/**
	 * Tell the process that started this one.
	 * @param context the application, which is closed when that process wants it
	 */
	public static void tell(ConfigurableApplicationContext context) {
		tell(context, () -> {
		});
	}

	/**
	 * Tell the process that started this one, and let it know when leadership is granted.
	 * @param context the application, which is closed when that process wants it
	 * @param grant returns when it is granted, if ever
	 */
	public static void tell(ConfigurableApplicationContext context, Runnable grant) {
		long main = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long all = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
		System.out.println(READY + main + " " + all);
		Thread awaiting = new Thread(() -> {
			grant.run();
			System.out.println(GRANTED);
		});
		awaiting.setDaemon(true);
		awaiting.start();
		try (context) {
			System.in.read();
		}
		catch (IOException ex) {
			// Nobody waits any more
		}
	}

}
