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

package io.github.zkleader.test.docs;

import java.util.concurrent.CountDownLatch;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Otherwise;
import io.github.zkleader.Term;

import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The job of the examples.
 */
@Component
class ReportJob {

	private final Reports reports;

	private volatile CountDownLatch exporting = new CountDownLatch(1);

	private volatile boolean damaged;

	ReportJob(Reports reports) {
		this.reports = reports;
	}

	@LeaderOnly
	@Scheduled(cron = "0 */5 * * * *")
	void run() {
		this.reports.write(Term.current().fencingToken());
	}

	@LeaderOnly
	void export() throws InterruptedException {
		this.exporting.countDown();
		new CountDownLatch(1).await();
	}

	@LeaderOnly(otherwise = Otherwise.FAIL)
	void publish() {
		this.reports.write(Term.current().fencingToken());
	}

	void awaitExport() throws InterruptedException {
		this.exporting.await();
		this.exporting = new CountDownLatch(1);
	}

	void damage(boolean damaged) {
		this.damaged = damaged;
	}

	@EventListener
	void recover(OnGrantedEvent event) {
		if (this.damaged) {
			throw new IllegalStateException("Cannot recover");
		}
	}

}
