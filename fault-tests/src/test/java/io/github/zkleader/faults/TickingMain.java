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

package io.github.zkleader.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.Missed;
import io.github.zkleader.processes.ChildMain;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/**
 * An application with jobs that run every second on the leader, and write what they do
 * into a database.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@EnableTransactionManagement
public class TickingMain {

	@Bean
	DataSource dataSource(Environment environment) {
		return TickSink.open(Path.of(environment.getRequiredProperty("ticks.file")));
	}

	@Bean
	JdbcTransactionManager transactionManager(DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	Jobs jobs(DataSource dataSource, Leadership leadership) {
		return new Jobs(new TickSink(JdbcClient.create(dataSource), leadership.getId()));
	}

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(TickingMain.class)
			.web(WebApplicationType.NONE)
			.build()
			.run(args);
		Leadership leadership = context.getBean(Leadership.class);
		ChildMain.obey((words) -> Boolean.toString(leadership.isLeader()));
		ChildMain.reply("ready " + leadership.getId());
		while (true) {
			LockSupport.park();
		}
	}

	/**
	 * The jobs, each of which counts for itself.
	 */
	public static class Jobs {

		static final List<String> NAMES = List.of("all", "once", "skip");

		private static final String EVERY_SECOND = "* * * * * *";

		/**
		 * How long a run takes, so that some are killed.
		 */
		private static final long WORK = 100_000_000;

		private final TickSink sink;

		Jobs(TickSink sink) {
			this.sink = sink;
		}

		private void work(String job) {
			LockSupport.parkNanos(WORK);
			this.sink.write(job);
		}

		@LeaderOnly(missed = Missed.RUN_ALL)
		@Scheduled(cron = EVERY_SECOND)
		@Transactional
		public void all() {
			work("all");
		}

		@LeaderOnly(missed = Missed.RUN_ONCE)
		@Scheduled(cron = EVERY_SECOND)
		@Transactional
		public void once() {
			work("once");
		}

		@LeaderOnly
		@Scheduled(cron = EVERY_SECOND)
		@Transactional
		public void skip() {
			work("skip");
		}

	}

}
