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

import java.util.concurrent.atomic.AtomicReference;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.NotLeaderException;
import io.github.zkleader.Term;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for detached runs that go on on another thread for a while.
 */
class ResumedRunTests extends AbstractElectionTests {

	@Test
	void termIsKnownUntilItLeavesTheThread() {
		TestInstance instance = instance("first").startAndLead();
		GatedRun run = instance.elections().register("leader", "job", true).enter();
		Term term = Term.current();
		GatedRun.Entrance entrance = run.entrance();
		run.detach(() -> {
		});
		GatedRun resumed = entrance.resume();
		assertThat(Term.current()).isEqualTo(term);
		resumed.end(null);
		assertThat(GatedRun.current()).isNull();
		run.end(null);
	}

	@Test
	void nestedCallsAndPartsPassWhileItIsWaitedFor() {
		TestInstance instance = instance("first").startAndLead();
		GatedTask inner = instance.elections().register("leader", "inner", true);
		GatedRun run = instance.elections().register("leader", "job", true).enter();
		GatedRun.Entrance entrance = run.entrance();
		run.detach(() -> {
		});
		instance.leadership().yield();
		instance.awaitState(LeadershipState.RELEASING);
		assertThat(inner.enter()).isNull();
		GatedRun resumed = entrance.resume();
		GatedRun nested = inner.enter();
		assertThat(nested).isNotNull();
		nested.end(null);
		AtomicReference<Term> carried = new AtomicReference<>();
		GatedRun.carry(() -> carried.set(Term.current())).run();
		assertThat(carried).hasValue(resumed.getTerm());
		resumed.end(null);
		run.end(null);
		instance.awaitLeader();
	}

	@Test
	void nestedCallsFailWhenTheTermIsOver() throws Exception {
		TestInstance instance = instance("first").startAndLead();
		GatedTask inner = instance.elections().register("leader", "inner", true);
		GatedRun run = instance.elections().register("leader", "job", true).enter();
		GatedRun.Entrance entrance = run.entrance();
		run.detach(() -> {
		});
		DetachedRunTests.loseLock(instance);
		await().until(() -> !instance.revocations().isEmpty());
		GatedRun resumed = entrance.resume();
		assertThat(resumed).isNotNull();
		Throwable failure = catchThrowable(inner::enter);
		resumed.end(null);
		run.end(null);
		assertThat(failure).isInstanceOf(NotLeaderException.class);
	}

	@Test
	void runThatIsOverCannotBeResumed() {
		TestInstance instance = instance("first").startAndLead();
		GatedTask task = instance.elections().register("leader", "job", true);
		GatedRun run = task.enter();
		GatedRun.Entrance entrance = run.entrance();
		run.end(null);
		assertThat(entrance.resume()).isNull();
		GatedRun other = task.enter();
		assertThat(other).isSameAs(run);
		assertThat(entrance.resume()).isNull();
		other.end(null);
	}

}
