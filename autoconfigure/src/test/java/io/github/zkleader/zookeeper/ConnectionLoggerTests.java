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

package io.github.zkleader.zookeeper;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionLogger}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionLoggerTests {

	private final CuratorFramework framework = CuratorFrameworkFactory.newClient("zoo:1", new RetryOneTime(1));

	private final ConnectionLogger logger = new ConnectionLogger("zoo:1");

	@ParameterizedTest
	@EnumSource
	void logsEachChangeInOneLine(ConnectionState state, CapturedOutput output) {
		this.logger.stateChanged(this.framework, state);
		assertThat(output.getAll().lines()).singleElement().asString().contains("zoo:1");
	}

	@Test
	void logsErrorOnceBetweenChanges(CapturedOutput output) {
		this.logger.unhandledError("gave up", new IllegalStateException("one"));
		this.logger.unhandledError("gave up", new IllegalStateException("two"));
		assertThat(output.getAll().lines()).singleElement().asString().contains("gave up").contains("one");
	}

	@Test
	void logsErrorAgainAfterChange(CapturedOutput output) {
		this.logger.unhandledError("gave up", new IllegalStateException("one"));
		this.logger.stateChanged(this.framework, ConnectionState.LOST);
		this.logger.unhandledError("gave up", new IllegalStateException("two"));
		assertThat(output).contains("one").contains("two");
	}

	@Test
	void flappingConnectionWarnsOnceAMinute(CapturedOutput output) {
		this.logger.stateChanged(this.framework, ConnectionState.SUSPENDED);
		this.logger.stateChanged(this.framework, ConnectionState.RECONNECTED);
		this.logger.stateChanged(this.framework, ConnectionState.SUSPENDED);
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).hasSize(1);
		assertThat(output.getAll().lines().filter((line) -> line.contains("interrupted"))).hasSize(2);
	}

}
