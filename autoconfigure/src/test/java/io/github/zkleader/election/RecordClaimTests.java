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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.zkleader.NotLeaderException;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecordClaim} with a store that answers at random.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class RecordClaimTests {

	private static final TickRecord RECORD = new TickRecord("fixed rate PT1S", null, Instant.EPOCH);

	private final FlakyStore store = new FlakyStore();

	private final RoleTicks ticks = new RoleTicks("leader", this.store);

	private final Runs runs = new Runs(Runnable::run, ElectionTime.SYSTEM, LeaseClock.SYSTEM);

	private final RecordedTask task = new RecordedTask(
			new RoleGate("leader", this.runs, (tenure, reason) -> tenure.close(reason)),
			() -> new NotLeaderException("leader", "me", null), "job.run", true, new ElectionListeners(List.of()),
			this.ticks);

	private final Tenure tenure = new Tenure(new Term("leader", "me", 7, Instant.EPOCH), new Grant("/lock", 1, 7),
			new NoCandidacy(), new StandaloneCoordinator("me", Clock.systemUTC()), ElectionTime.SYSTEM);

	private final RecordClaim claim = new RecordClaim(this.task, this.tenure, this.ticks);

	@Test
	void writeOfWhichTheAnswerWasLostIsNotAFailure() throws Exception {
		this.store.answersToLose = 2;
		this.claim.read();
		this.claim.write(RECORD);
		this.claim.write(RECORD);
		assertThat(this.store.writes).isEqualTo(2);
		assertThat(this.claim.read()).isEqualTo(RECORD);
	}

	@Test
	void writeThatDidNotArriveIsTriedAgain() throws Exception {
		this.claim.read();
		this.store.requestsToLose = 3;
		this.claim.write(RECORD);
		assertThat(this.claim.read()).isEqualTo(RECORD);
	}

	@Test
	void writeIsGivenUpWithTheTerm() throws Exception {
		this.claim.read();
		this.store.requestsToLose = Integer.MAX_VALUE;
		this.tenure.close(RevokeReason.LEASE);
		assertThatExceptionOfType(TickRecordException.class).isThrownBy(() -> this.claim.write(RECORD));
	}

	@Test
	void interruptedWriteKeepsTheInterrupt() throws Exception {
		this.claim.read();
		this.store.requestsToLose = Integer.MAX_VALUE;
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(TickRecordException.class).isThrownBy(() -> this.claim.write(RECORD));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void recordThatCannotBeReadIsNone(CapturedOutput output) throws Exception {
		this.store.shelf.write("job.run", "zkleader ticks 2\nnobody=knows\n", 0);
		assertThat(this.claim.read()).isNull();
		assertThat(output).contains("The record of job.run cannot be read, so nothing is made up for");
		this.claim.write(RECORD);
		assertThat(this.claim.read()).isEqualTo(RECORD);
	}

	@Test
	void recordIsText() throws Exception {
		this.claim.read();
		this.claim.write(new TickRecord("cron 0 0 2 * * * Z", Instant.EPOCH, Instant.EPOCH.plusSeconds(5)));
		assertThat(this.store.shelf.read("job.run").content()).isEqualTo("""
				zkleader ticks 1
				trigger=cron 0 0 2 * * * Z
				lastTick=1970-01-01T00:00:00Z
				coveredUntil=1970-01-01T00:00:05Z
				leader=me
				token=7
				""");
	}

	private static final class FlakyStore implements TickStore {

		private final InMemoryTickStore.Shelf shelf = new InMemoryTickStore.Shelf();

		private final TickStore delegate = new InMemoryTickStore(this.shelf, "me", () -> true, (grant) -> true);

		private int answersToLose;

		private int requestsToLose;

		private int writes;

		@Override
		public void announce() {
		}

		@Override
		public boolean isForeign(Candidates candidates) {
			return false;
		}

		@Override
		public void rememberForeign(long fencingToken) {
		}

		@Override
		public long getForeign() throws Exception {
			return this.delegate.getForeign();
		}

		@Override
		public Entry read(String task) throws Exception {
			return this.delegate.read(task);
		}

		@Override
		public int write(Grant grant, String task, String content, int version) throws Exception {
			if (this.requestsToLose > 0) {
				this.requestsToLose--;
				throw new UnreachableException("lost", null);
			}
			this.writes++;
			int written = this.delegate.write(grant, task, content, version);
			if (this.answersToLose > 0) {
				this.answersToLose--;
				throw new UnreachableException("lost", null);
			}
			return written;
		}

	}

	private static final class NoCandidacy implements Candidacy {

		@Override
		public void start(Listener listener) {
		}

		@Override
		public Optional<Grant> verify() {
			return Optional.empty();
		}

		@Override
		public boolean isInQueue() {
			return true;
		}

		@Override
		public boolean leave(Duration timeout) {
			return true;
		}

	}

}
