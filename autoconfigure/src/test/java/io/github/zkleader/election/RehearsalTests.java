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

package io.github.zkleader.election;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Rehearsal}.
 */
class RehearsalTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.zkleader");

	private final List<String> log = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			RehearsalTests.this.log.add(event.getFormattedMessage());
		}

	};

	private final Timer timer = new Timer("test-timer");

	private final ElasticPool pool = new ElasticPool("test-", Integer.MAX_VALUE, this.timer);

	@BeforeEach
	void record() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopRecording() {
		this.pool.close();
		this.timer.close();
		this.logger.detachAppender(this.appender);
	}

	@Test
	void endsAndIsHeardOfByNobody() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		new Rehearsal(this.pool, this.pool, this.timer).play(end::countDown);
		assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.log).isEmpty();
	}

}
