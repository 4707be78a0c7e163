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

package io.github.zkleader.sample;

import java.util.List;

import io.github.zkleader.Term;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Entries that any instance adds, and settlements that only the leader writes. Each
 * settlement carries the fencing token of its term, and the database rejects a token
 * older than the newest it has seen (see {@code schema.sql}).
 */
@Repository
class Ledger {

	private final JdbcClient jdbc;

	Ledger(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	long add(NewEntry entry, String instance) {
		return this.jdbc.sql(
				"INSERT INTO entry (description, cents, added_by) VALUES (:description, :cents, :instance) RETURNING id")
			.param("description", entry.description())
			.param("cents", entry.cents())
			.param("instance", instance)
			.query(Long.class)
			.single();
	}

	int settle(Term term) {
		return this.jdbc.sql("""
				INSERT INTO settlement (entry_id, token, instance)
				SELECT id, :token, :instance FROM entry
				WHERE id NOT IN (SELECT entry_id FROM settlement)
				""").param("token", term.fencingToken()).param("instance", term.leaderId()).update();
	}

	/**
	 * Note that a run begins, so that anybody can see later which runs overlapped.
	 * @param term the term it was admitted in
	 * @return the id of the run
	 */
	long begin(Term term) {
		return this.jdbc.sql("INSERT INTO run (token, instance, started) VALUES (:token, :instance, :now) RETURNING id")
			.param("token", term.fencingToken())
			.param("instance", term.leaderId())
			.param("now", System.currentTimeMillis())
			.query(Long.class)
			.single();
	}

	void end(long run) {
		this.jdbc.sql("UPDATE run SET ended = :now WHERE id = :run")
			.param("now", System.currentTimeMillis())
			.param("run", run)
			.update();
	}

	LedgerCounts counts() {
		return this.jdbc.sql("""
				SELECT count(*) AS entries, count(entry_id) AS settled, count(*) - count(entry_id) AS pending
				FROM entry LEFT JOIN settlement ON entry_id = id
				""").query(LedgerCounts.class).single();
	}

	List<LedgerRow> newest(int limit) {
		return this.jdbc.sql("""
				SELECT id, description, cents, added_by, added, token, instance, settled
				FROM entry LEFT JOIN settlement ON entry_id = id
				ORDER BY id DESC LIMIT :limit
				""").param("limit", limit).query(LedgerRow.class).list();
	}

}
