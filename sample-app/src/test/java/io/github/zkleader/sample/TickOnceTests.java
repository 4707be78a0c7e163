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

import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the statements with which the README has a repeated run do nothing.
 */
class TickOnceTests {

	private static final Instant TWO = Instant.parse("2026-11-22T02:00:00Z");

	private final JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource("jdbc:sqlite::memory:", true));

	@BeforeEach
	void createTable() {
		this.jdbc.sql("CREATE TABLE tick (job VARCHAR(128), time BIGINT, PRIMARY KEY (job, time))").update();
	}

	@Test
	void firstRunIsTheOne() {
		assertThat(insert(TWO)).isEqualTo(1);
		assertThat(insert(TWO.plusSeconds(86_400))).isEqualTo(1);
	}

	@Test
	void repeatedRunIsNone() {
		insert(TWO);
		assertThat(insert(TWO)).isZero();
	}

	private int insert(Instant time) {
		return this.jdbc.sql("INSERT INTO tick VALUES ('report', ?) ON CONFLICT DO NOTHING")
			.param(time.toEpochMilli())
			.update();
	}

}
