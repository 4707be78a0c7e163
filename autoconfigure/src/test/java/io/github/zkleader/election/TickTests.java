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
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.github.zkleader.GatedRun;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TickClaim;
import io.github.zkleader.TickOutcome;
import io.github.zkleader.TickRecord;
import io.github.zkleader.TickRecordException;
import io.github.zkleader.TickedTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RecordedTask} and what leaders leave to each other by it.
 */
@ParameterizedClass
@EnumSource
class TickTests extends AbstractContractTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final TickRecord RECORD = new TickRecord("cron 0 0 12 * * * Z", NOON, NOON.plusMillis(20));

	private static final TickRecord LATER = new TickRecord("cron 0 0 12 * * * Z", null, NOON.plusSeconds(60));

	private static final String TASK = "report/job.run(String,int)";

	TickTests(TestEnsembles ensembles) {
		super(ensembles);
	}

	@Test
	void nothingIsRecordedAtFirst() throws Exception {
		TickedTask task = register(instance("first").startAndLead());
		assertThat(claim(task).read()).isNull();
		assertThat(claim(task).isForeign()).isFalse();
	}

	@Test
	void thereIsNoClaimWithoutLeadership() {
		TestInstance instance = instance("first");
		TickedTask task = register(instance);
		assertThat(task.claim()).isNull();
		assertThat(task.getSkipped(SkipReason.STOPPED)).isOne();
	}

	@Test
	void claimLastsForTheTerm() {
		TestInstance first = instance("first").startAndLead();
		TickedTask task = register(first);
		TickClaim claim = claim(task);
		assertThat(claim(task)).isSameAs(claim);
		long token = first.fencingToken();
		first.leadership().yield();
		await().until(() -> first.leadership().getTerm().filter((term) -> term.fencingToken() > token).isPresent());
		assertThat(claim(task)).isNotSameAs(claim);
		assertThat(claim.enter()).isNull();
		assertThat(GatedRun.current()).isNull();
		Objects.requireNonNull(claim(task).enter()).end(null);
		assertThat(task.getStatus().runs()).isOne();
	}

	@Test
	void recordIsHandedOver() throws Exception {
		TestInstance first = instance("first");
		TickedTask ofFirst = register(first);
		first.startAndLead();
		write(ofFirst, RECORD);
		assertThat(Objects.requireNonNull(ofFirst.getStatus().ticks()).lastTick()).isEqualTo(NOON);
		TestInstance second = instance("second");
		TickedTask ofSecond = register(second);
		second.start().awaitState(LeadershipState.FOLLOWER);
		first.stop();
		second.awaitLeader();
		assertThat(claim(ofSecond).read()).isEqualTo(RECORD);
		assertThat(claim(ofSecond).isForeign()).isFalse();
		write(ofSecond, LATER);
		assertThat(claim(ofSecond).read()).isEqualTo(LATER);
	}

	@Test
	void recordOutlivesAllInstances() throws Exception {
		TestInstance first = instance("first");
		TickedTask task = register(first);
		first.startAndLead();
		write(task, RECORD);
		first.stop();
		TestInstance second = instance("second");
		TickedTask ofSecond = register(second);
		second.startAndLead();
		assertThat(claim(ofSecond).read()).isEqualTo(RECORD);
	}

	@Test
	void formerLeaderCannotWrite() throws Exception {
		TestInstance first = instance("first");
		TickedTask ofFirst = register(first);
		first.startAndLead();
		write(ofFirst, RECORD);
		TickClaim former = claim(ofFirst);
		TestInstance second = instance("second");
		TickedTask ofSecond = register(second);
		second.start().awaitState(LeadershipState.FOLLOWER);
		first.leadership().pause();
		second.awaitLeader();
		assertThatExceptionOfType(TickRecordException.class).isThrownBy(() -> former.write(LATER))
			.withMessageContaining("is gone");
		assertThat(claim(ofSecond).read()).isEqualTo(RECORD);
	}

	@Test
	void recordThatSomebodyElseHasWrittenIsNotOverwritten() throws Exception {
		TestInstance first = instance("first");
		TickedTask task = register(first);
		first.startAndLead();
		TickClaim claim = claim(task);
		claim.read();
		RecordClaim other = new RecordClaim((RecordedTask) task, ((RecordClaim) claim).getTenure(),
				new RoleTicks("leader", ((RecordClaim) claim).getStore()));
		other.read();
		other.write(RECORD);
		assertThatExceptionOfType(TickRecordException.class).isThrownBy(() -> claim.write(LATER))
			.withMessageContaining("somebody else has written");
		assertThat(claim.read()).isEqualTo(RECORD);
	}

	@Test
	void writesOutlastAnInterruptionOfTheConnection() throws Exception {
		TestInstance first = instance("first", Duration.ofSeconds(20), UnaryOperator.identity());
		TickedTask task = register(first);
		first.startAndLead();
		TickClaim claim = claim(task);
		claim.read();
		Thread blip = new Thread(() -> {
			try {
				ensemble().blip();
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		});
		blip.start();
		TickRecord last = RECORD;
		while (blip.isAlive()) {
			last = new TickRecord(last.trigger(), last.lastTick(), last.coveredUntil().plusMillis(1));
			claim.write(last);
		}
		assertThat(claim.read()).isEqualTo(last);
	}

	@Test
	void leaderThatRecordsNothingIsForeign() throws Exception {
		TestInstance first = instance("first");
		TickedTask ofFirst = register(first);
		first.startAndLead();
		write(ofFirst, RECORD);
		TestInstance foreign = instance("foreign").start();
		foreign.awaitState(LeadershipState.FOLLOWER);
		TestInstance second = instance("second");
		TickedTask ofSecond = register(second);
		second.start().awaitState(LeadershipState.FOLLOWER);
		first.stop();
		foreign.awaitLeader();
		await().until(() -> "foreign".equals(second.leadership().getStatus().leaderId()));
		foreign.stop();
		second.awaitLeader();
		assertThat(claim(ofSecond).read()).isEqualTo(RECORD);
		assertThat(claim(ofSecond).isForeign()).isTrue();
		write(ofSecond, LATER);
		assertThat(claim(ofSecond).read()).isEqualTo(LATER);
		assertThat(claim(ofSecond).isForeign()).isFalse();
	}

	@Test
	void foreignLeaderIsRememberedByWhoDidNotSeeIt() throws Exception {
		TestInstance first = instance("first");
		TickedTask ofFirst = register(first);
		first.startAndLead();
		write(ofFirst, RECORD);
		TestInstance witness = instance("witness");
		register(witness);
		TestInstance foreign = instance("foreign").start();
		foreign.awaitState(LeadershipState.FOLLOWER);
		witness.start().awaitState(LeadershipState.FOLLOWER);
		first.stop();
		foreign.awaitLeader();
		await().until(() -> "foreign".equals(witness.leadership().getStatus().leaderId()));
		foreign.stop();
		witness.awaitLeader();
		witness.stop();
		TestInstance second = instance("second");
		TickedTask ofSecond = register(second);
		second.startAndLead();
		assertThat(claim(ofSecond).read()).isEqualTo(RECORD);
		assertThat(claim(ofSecond).isForeign()).isTrue();
	}

	@Test
	void taskThatIsRegisteredLateIsNoForeignOne() throws Exception {
		TestInstance first = instance("first");
		TickedTask ofFirst = register(first);
		first.startAndLead();
		write(ofFirst, RECORD);
		TestInstance late = instance("late").start();
		late.awaitState(LeadershipState.FOLLOWER);
		register(late);
		TestInstance second = instance("second");
		TickedTask ofSecond = register(second);
		second.start().awaitState(LeadershipState.FOLLOWER);
		late.leadership().pause();
		late.leadership().resume();
		first.stop();
		await().until(() -> late.leadership().isLeader() || second.leadership().isLeader());
		late.stop();
		second.awaitLeader();
		claim(ofSecond).read();
		assertThat(claim(ofSecond).isForeign()).isFalse();
	}

	@Test
	void taskThatRecordsNothingIsNoOtherOne() {
		TestInstance instance = instance("first");
		instance.elections().register("leader", "job.run", true);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> instance.elections().registerTicked("leader", "job.run", true));
	}

	@Test
	void ticksAreCounted() {
		TickedTask task = register(instance("first"));
		assertThat(TickOutcome.values()).allMatch((outcome) -> task.getTicks(outcome) == 0);
		task.count(TickOutcome.EXPIRED, 3);
		assertThat(task.getTicks(TickOutcome.EXPIRED)).isEqualTo(3);
		assertThat(Objects.requireNonNull(task.getStatus().ticks()).expired()).isEqualTo(3);
	}

	private static TickedTask register(TestInstance instance) {
		return instance.elections().registerTicked("leader", TASK, true);
	}

	private static TickClaim claim(TickedTask task) {
		return Objects.requireNonNull(task.claim());
	}

	private static void write(TickedTask task, TickRecord record) throws TickRecordException {
		claim(task).read();
		claim(task).write(record);
	}

}
