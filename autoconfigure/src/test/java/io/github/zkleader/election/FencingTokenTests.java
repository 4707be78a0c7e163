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

import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the fencing token of a term.
 */
@ParameterizedClass
@EnumSource
class FencingTokenTests extends AbstractElectionTests {

	FencingTokenTests(Elector elector) {
		super(elector);
	}

	@Test
	void isTransactionThatCreatedTheLock() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		Stat stat = new Stat();
		String znode = TestInstance.PATH + "/leader/" + instance.lockZnodes().get(0);
		byte[] data = instance.client().getData().storingStatIn(stat).forPath(znode);
		assertThat(new String(data)).isEqualTo("first");
		assertThat(instance.fencingToken()).isEqualTo(stat.getCzxid());
	}

}
