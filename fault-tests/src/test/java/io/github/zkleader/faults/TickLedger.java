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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what jobs have written.
 */
final class TickLedger {

	private final JdbcClient jdbc;

	TickLedger(Path file) {
		this.jdbc = JdbcClient.create(TickSink.open(file));
		TickSink.create(this.jdbc);
	}

	/**
	 * Return the last scheduled time that an instance has run a job for.
	 * @param job the name of the job
	 * @param instance the id of the instance
	 * @return the time in seconds, or {@code 0}
	 */
	long last(String job, String instance) {
		return this.jdbc.sql("SELECT coalesce(max(tick), 0) FROM run WHERE job = ? AND instance = ?")
			.params(job, instance)
			.query(Long.class)
			.single();
	}

	/**
	 * Return the scheduled times of a job that have an effect.
	 * @param job the name of the job
	 * @return the times in seconds
	 */
	List<Long> effects(String job) {
		return this.jdbc.sql("SELECT tick FROM effect WHERE job = ? ORDER BY tick").param(job).query(Long.class).list();
	}

	/**
	 * Return the scheduled times that a job was run for, or made up for.
	 * @param job the name of the job
	 * @return the times in seconds
	 */
	Set<Long> covered(String job) {
		return this.jdbc.sql("SELECT tick, missed_from, missed_to FROM run WHERE job = ?")
			.param(job)
			.query((row, index) -> LongStream.concat(LongStream.of(row.getLong(1)),
					LongStream.rangeClosed(row.getLong(2), row.getLong(3))))
			.list()
			.stream()
			.flatMapToLong((ticks) -> ticks)
			.boxed()
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Return how many runs of a job were for a scheduled time that another run had been
	 * for.
	 * @param job the name of the job
	 * @return the count
	 */
	long repeats(String job) {
		return this.jdbc.sql("SELECT count(*) - count(DISTINCT tick) FROM run WHERE job = ?")
			.param(job)
			.query(Long.class)
			.single();
	}

	/**
	 * Return how many runs of a job there were.
	 * @param job the name of the job
	 * @return the count
	 */
	long runs(String job) {
		return this.jdbc.sql("SELECT count(*) FROM run WHERE job = ?").param(job).query(Long.class).single();
	}

}
