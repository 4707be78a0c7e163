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

package com.example.consumer;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Term;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class ReportJob {

	private final Reports reports;

	ReportJob(Reports reports) {
		this.reports = reports;
	}

	@LeaderOnly
	@Scheduled(cron = "0 */5 * * * *")
	void run() {
		this.reports.write(Term.current().fencingToken());
	}

}
