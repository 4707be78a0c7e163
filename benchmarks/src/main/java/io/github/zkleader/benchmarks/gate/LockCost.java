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

import io.github.zkleader.benchmarks.report.Counters;
import io.github.zkleader.benchmarks.report.Samples;
import io.github.zkleader.benchmarks.report.Servers;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * What ShedLock costs per run.
 *
 * @param nanos how long a run takes that does nothing
 * @param requests requests to ZooKeeper per run
 * @param writes writes of those
 */
record LockCost(Samples nanos, double requests, double writes) {

	static LockCost measure(Servers servers, int runs) {
		try (CuratorFramework client = CuratorFrameworkFactory.newClient(servers.getConnectString(),
				new RetryOneTime(100))) {
			client.start();
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.registerBean(CuratorFramework.class, () -> client,
						(definition) -> definition.setDestroyMethodName(""));
				context.register(LockedApplication.class);
				context.refresh();
				Work job = context.getBean(Work.class);
				run(job, runs);
				Counters start = servers.count();
				Samples nanos = run(job, runs);
				Counters used = servers.count().since(start);
				return new LockCost(nanos, (double) used.requests() / runs, (double) used.writes() / runs);
			}
		}
	}

	private static Samples run(Work job, int runs) {
		Samples nanos = new Samples();
		for (int i = 0; i < runs; i++) {
			long start = System.nanoTime();
			job.run();
			nanos.add((double) (System.nanoTime() - start));
		}
		return nanos;
	}

}
