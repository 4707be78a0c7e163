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

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.zkleader.LeaderChangedEvent;
import io.github.zkleader.LeadershipState;
import org.apache.zookeeper.client.FourLetterWordMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests what a handover costs the servers: every instance learns of it, without a herd.
 * Sessions are so long that their renewals hardly count.
 */
@Tag("ensemble")
@ParameterizedClass
@EnumSource
class FailoverCostTests {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

	private static final Pattern RECEIVED = Pattern.compile("Received: (\\d+)");

	private final ZookeeperTestEnsemble ensemble;

	FailoverCostTests(Elector elector) {
		this.ensemble = new ZookeeperTestEnsemble(elector, Duration.ofMillis(500));
	}

	@AfterEach
	void close() throws Exception {
		this.ensemble.close();
	}

	@Test
	void requestsGrowWithTheInstancesAndNotWithTheirSquare() throws Exception {
		long few = requestsOfHandover(4);
		long many = requestsOfHandover(20);
		assertThat((many - few) / 16.0).as("%d requests with 4 instances, %d with 20", few, many).isLessThan(6);
	}

	private long requestsOfHandover(int instances) throws Exception {
		List<TestInstance> all = IntStream.range(0, instances)
			.mapToObj((i) -> TestInstance.create(this.ensemble, instances + "-" + i, SESSION_TIMEOUT,
					UnaryOperator.identity()))
			.toList();
		try {
			all.get(0).startAndLead();
			all.subList(1, instances).forEach(TestInstance::start);
			all.forEach((instance) -> awaitChange(instance, instances + "-0"));
			all.subList(1, instances).forEach((instance) -> instance.awaitState(LeadershipState.FOLLOWER));
			long before = received();
			all.get(0).leadership().yield();
			all.forEach((instance) -> await().until(() -> changes(instance) > 1));
			return received() - before;
		}
		finally {
			IntStream.rangeClosed(1, instances).forEach((i) -> all.get(instances - i).close());
		}
	}

	private static void awaitChange(TestInstance instance, String leaderId) {
		await().until(() -> instance.events(LeaderChangedEvent.class)
			.stream()
			.anyMatch((event) -> event.getLeaderId().equals(leaderId)));
	}

	private static int changes(TestInstance instance) {
		return instance.events(LeaderChangedEvent.class).size();
	}

	private long received() throws Exception {
		String stats = FourLetterWordMain.send4LetterWord("localhost", this.ensemble.server().getPort(), "srvr");
		Matcher matcher = RECEIVED.matcher(stats);
		assertThat(matcher.find()).as(stats).isTrue();
		return Long.parseLong(matcher.group(1));
	}

}
