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

import io.github.zkleader.Leadership;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two instances, one of which leads.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class Instances {

	/**
	 * The elector of the instances.
	 */
	@Param("initiator")
	public String elector;

	Leadership leading;

	Leadership following;

	private ConfigurableApplicationContext leader;

	private ConfigurableApplicationContext follower;

	/**
	 * Start the instances.
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Setup
	public void start() throws InterruptedException {
		this.leader = GatedApplication.run(this.elector, "cglib");
		this.leading = GatedApplication.awaitLeader(this.leader);
		this.follower = GatedApplication.run(this.elector, "cglib");
		this.following = this.follower.getBean(Leadership.class);
	}

	/**
	 * Stop the instances.
	 */
	@TearDown
	public void stop() {
		this.follower.close();
		this.leader.close();
	}

}
