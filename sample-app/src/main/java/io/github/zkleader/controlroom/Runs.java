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

package io.github.zkleader.controlroom;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads from the ledger who settled when. Nothing here knows what the elections say.
 */
@Component
class Runs {

	private final JdbcClient jdbc;

	Runs(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Return what leaders did, one for each term, oldest first.
	 * @return the tenures
	 */
	List<Tenure> tenures() {
		return this.jdbc.sql("""
				SELECT token, instance, min(started) AS began, max(coalesce(ended, started)) AS ended, count(*) AS runs
				FROM run GROUP BY token, instance ORDER BY token
				""").query(Tenure.class).list();
	}

	/**
	 * Count the runs that went on, or began, after a later leader had begun its first.
	 * @return the count since the ledger began
	 */
	long overlaps() {
		return this.jdbc.sql("""
				WITH tenure AS (SELECT token, min(started) AS began FROM run GROUP BY token)
				SELECT count(*) FROM run
				WHERE coalesce(ended, started) > (SELECT min(began) FROM tenure WHERE tenure.token > run.token)
				""").query(Long.class).single();
	}

	/**
	 * The runs of one term.
	 *
	 * @param token the fencing token of the term
	 * @param instance the id of the leader
	 * @param began when its first run started, in milliseconds
	 * @param ended when its last run ended or, if it was killed, started
	 * @param runs how many there were
	 */
	record Tenure(long token, String instance, long began, long ended, long runs) {

	}

}
