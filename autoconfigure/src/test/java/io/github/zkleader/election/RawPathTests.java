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

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RawPath}.
 */
class RawPathTests {

	private static final String PATH = "/leader/mail";

	@Test
	void pathIsPutUnderTheNamespace() {
		assertThat(RawPath.of(client("fleet"), PATH)).isEqualTo("/fleet/leader/mail");
	}

	@Test
	void withoutNamespaceThereIsOneCopyOfThePath() {
		assertThat(RawPath.of(client(""), PATH)).isSameAs(PATH);
	}

	private static CuratorFramework client(String namespace) {
		return CuratorFrameworkFactory.builder()
			.connectString("127.0.0.1:1")
			.retryPolicy(new RetryOneTime(1))
			.namespace(namespace)
			.build();
	}

}
