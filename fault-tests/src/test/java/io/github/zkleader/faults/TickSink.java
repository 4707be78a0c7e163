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
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.sql.DataSource;

import io.github.zkleader.MissedTicks;
import io.github.zkleader.ScheduledTick;
import io.github.zkleader.Term;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What jobs write: a row for every run, and one for its effect, of which there is none if
 * the scheduled time has one already.
 */
final class TickSink {

	private final JdbcClient jdbc;

	private final String id;

	TickSink(JdbcClient jdbc, String id) {
		this.jdbc = jdbc;
		this.id = id;
	}

	/**
	 * Open the database. What is committed survives a process that is killed.
	 * @param file the file
	 * @return the database
	 */
	static DataSource open(Path file) {
		SQLiteConfig config = new SQLiteConfig();
		config.setJournalMode(SQLiteConfig.JournalMode.WAL);
		config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
		config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
		config.setBusyTimeout(20_000);
		SQLiteDataSource dataSource = new SQLiteDataSource(config);
		dataSource.setUrl("jdbc:sqlite:" + file);
		return dataSource;
	}

	static void create(JdbcClient jdbc) {
		jdbc.sql("CREATE TABLE effect (job TEXT, tick INTEGER, PRIMARY KEY (job, tick))").update();
		jdbc.sql("""
				CREATE TABLE run (job TEXT, tick INTEGER, missed_from INTEGER, missed_to INTEGER, instance TEXT,
				token INTEGER, started INTEGER)""").update();
	}

	/**
	 * Do the work of a job, in a transaction.
	 * @param job the name of the job
	 */
	void write(String job) {
		Instant now = Instant.now();
		long tick = ScheduledTick.current()
			.map(ScheduledTick::time)
			.orElseGet(() -> now.plusMillis(100).truncatedTo(ChronoUnit.SECONDS))
			.getEpochSecond();
		this.jdbc.sql("INSERT INTO effect VALUES (?, ?) ON CONFLICT DO NOTHING").params(job, tick).update();
		MissedTicks missed = MissedTicks.current().orElse(null);
		this.jdbc.sql("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?)")
			.params(job, tick, (missed != null) ? missed.from().getEpochSecond() : tick,
					(missed != null) ? missed.to().getEpochSecond() : tick, this.id, Term.current().fencingToken(),
					now.toEpochMilli())
			.update();
	}

}
