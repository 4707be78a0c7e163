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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the statements with which the README fences a write.
 */
class FencedWriteTests {

	private final JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource("jdbc:sqlite::memory:", true));

	@BeforeEach
	void createFence() {
		this.jdbc.sql("CREATE TABLE fence (role VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)").update();
		this.jdbc.sql("INSERT INTO fence VALUES ('leader', 0)").update();
	}

	@Test
	void newestTokenPasses() {
		assertThat(update(5)).isEqualTo(1);
		assertThat(update(5)).isEqualTo(1);
		assertThat(update(7)).isEqualTo(1);
	}

	@Test
	void staleTokenIsRejected() {
		update(7);
		assertThat(update(5)).isZero();
		assertThat(update(7)).isEqualTo(1);
	}

	private int update(long token) {
		return this.jdbc.sql("UPDATE fence SET token = ? WHERE role = 'leader' AND token <= ?")
			.params(token, token)
			.update();
	}

}
