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

import io.github.zkleader.LeaderOnly;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The same work behind different gates.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class Jobs {

	/**
	 * The elector of the instances.
	 */
	@Param("initiator")
	public String elector;

	/**
	 * The kind of proxy.
	 */
	@Param({ "cglib", "jdk" })
	public String proxy;

	Work leading;

	Work following;

	Work open;

	Work closed;

	private ConfigurableApplicationContext leader;

	private ConfigurableApplicationContext follower;

	/**
	 * Start the instances and make the bare proxies.
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Setup
	public void start() throws InterruptedException {
		this.leader = GatedApplication.run(this.elector, this.proxy);
		GatedApplication.awaitLeader(this.leader);
		this.follower = GatedApplication.run(this.elector, this.proxy);
		this.leading = this.leader.getBean(Work.class);
		this.following = this.follower.getBean(Work.class);
		this.open = bare(new Flag());
		Flag flag = new Flag();
		flag.open = false;
		this.closed = bare(flag);
	}

	private Work bare(Flag flag) {
		ProxyFactory factory = new ProxyFactory(new GatedJob());
		factory.setProxyTargetClass(this.proxy.equals("cglib"));
		factory.addAdvisor(new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, LeaderOnly.class),
				(MethodInterceptor) (invocation) -> flag.open ? invocation.proceed() : null));
		factory.setPreFiltered(true);
		return (Work) factory.getProxy();
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
