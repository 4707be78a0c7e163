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
				SELECT token, instance, min(started) AS began, max(started) AS last,
					max(coalesce(ended, started)) AS ended, count(*) AS runs
				FROM run GROUP BY token, instance ORDER BY token
				""").query(Tenure.class).list();
	}

	/**
	 * Count the runs that were not over when a later leader began its first.
	 * @return the counts since the ledger began
	 */
	Overlaps overlaps() {
		return this.jdbc.sql("""
				WITH tenure AS (SELECT token, min(started) AS began FROM run GROUP BY token),
					late AS (SELECT started, (SELECT min(began) FROM tenure WHERE tenure.token > run.token) AS next
						FROM run WHERE coalesce(ended, started) >
							(SELECT min(began) FROM tenure WHERE tenure.token > run.token))
				SELECT count(*) AS runs, count(*) FILTER (WHERE started <= next) AS suspended FROM late
				""").query(Overlaps.class).single();
	}

	/**
	 * The runs of one term.
	 *
	 * @param token the fencing token of the term
	 * @param instance the id of the leader
	 * @param began when its first run started, in milliseconds
	 * @param last when its last run started
	 * @param ended when its last run ended or, if it was killed, started
	 * @param runs how many there were
	 */
	record Tenure(long token, String instance, long began, long last, long ended, long runs) {

	}

	/**
	 * Runs that overlapped those of a later leader.
	 *
	 * @param runs how many there were
	 * @param suspended how many of them had begun in time, and were suspended in the
	 * middle: the fence rejects what they still write
	 */
	record Overlaps(long runs, long suspended) {

	}

}
