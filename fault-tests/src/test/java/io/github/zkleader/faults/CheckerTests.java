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

package io.github.zkleader.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.zkleader.faults.Answers.Call;
import io.github.zkleader.faults.Violation.Rule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Checker}: every rule accuses a history that violates it, and none
 * accuses one that does not. The times are milliseconds.
 */
class CheckerTests {

	private static final long MILLI = 1_000_000;

	private final List<Answers> answers = new ArrayList<>();

	private final List<LockZnode> znodes = new ArrayList<>();

	@Test
	void acceptsAnOrderlyHandover() {
		handover();
		assertThat(check()).isEmpty();
	}

	@Test
	void acceptsACheckThatStartedInTimeAndARunThatBeganLate() {
		handover();
		run("a", 1, 290, 400);
		assertThat(check()).isEmpty();
	}

	@Test
	void accusesAnAnswerAfterTheLockWasGone() {
		handover();
		yes(Kind.IS_LEADER, "a", 1, 309, 309);
		assertThat(check()).singleElement()
			.satisfies((violation) -> assertThat(violation.rule()).isEqualTo(Rule.NO_ANSWER_AFTER_LOSS))
			.satisfies((violation) -> assertThat(violation.candidate()).isEqualTo("a"))
			.satisfies((violation) -> assertThat(violation.nanosLate()).isEqualTo(4 * MILLI));
	}

	@Test
	void accusesTheLastOfManyAnswers() {
		handover();
		yes(Kind.IS_LEADER, "a", 1, 150, 309);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NO_ANSWER_AFTER_LOSS);
	}

	@Test
	void accusesARunAfterTheLockWasGone() {
		handover();
		run("a", 1, 309, 310);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NO_RUN_AFTER_LOSS);
	}

	@Test
	void accusesAnAnswerWithoutATokenAfterTheLockWasGone() {
		handover();
		yes(Kind.IS_LEADER, "a", 0, 280, 309);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NO_ANSWER_AFTER_LOSS);
	}

	@Test
	void accusesAnAnswerWithoutATokenThatReliesOnANewPlaceInTheQueue() {
		handover();
		this.znodes.add(new LockZnode(3, "a", 330 * MILLI, Long.MAX_VALUE, Long.MAX_VALUE));
		yes(Kind.IS_LEADER, "a", 0, 340, 350);
		assertThat(check()).extracting(Violation::rule)
			.containsExactly(Rule.NO_ANSWER_AFTER_LOSS, Rule.NO_ANSWER_AFTER_LOSS);
	}

	@Test
	void accusesALeaderWithoutALock() {
		handover();
		event(Kind.GRANTED, "c", 7, 310);
		yes(Kind.IS_LEADER, "c", 7, 350, 360);
		assertThat(check()).extracting(Violation::rule)
			.contains(Rule.NO_ANSWER_WITHOUT_LOCK)
			.doesNotContain(Rule.NO_EVENT_LOST);
	}

	@Test
	void accusesALeaderWithTheLockOfAnother() {
		handover();
		yes(Kind.IS_LEADER, "b", 1, 200, 210);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NO_ANSWER_WITHOUT_LOCK);
	}

	@Test
	void accusesALeaderBeforeTheLockInFrontWasGone() {
		handover();
		yes(Kind.IS_LEADER, "b", 2, 250, 260);
		assertThat(check()).extracting(Violation::rule).contains(Rule.NO_ANSWER_WITHOUT_LOCK);
	}

	@Test
	void accusesALeaderAfterItsSuccessorEvenIfTheServersSaidSoLate() {
		handover();
		this.znodes.set(0, new LockZnode(1, "a", 0, 300 * MILLI, 900 * MILLI));
		yes(Kind.IS_LEADER, "a", 1, 330, 340);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.ONE_LEADER);
	}

	@Test
	void accusesTokensThatDoNotIncrease() {
		handover();
		this.znodes.add(new LockZnode(-5, "c", 0, 20 * MILLI, 20 * MILLI));
		event(Kind.GRANTED, "c", -5, 400);
		yes(Kind.GRANTED_LISTENER, "c", -5, 410, 411);
		assertThat(check()).extracting(Violation::rule).contains(Rule.TOKENS_INCREASE);
	}

	@Test
	void accusesTwoGrantsInARow() {
		handover();
		event(Kind.GRANTED, "b", 2, 500);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.EVENTS_PAIR_UP);
	}

	@Test
	void accusesTwoRevocationsInARow() {
		handover();
		event(Kind.REVOKED, "a", 0, 500);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.EVENTS_PAIR_UP);
	}

	@Test
	void accusesAMissingRevocation() {
		handover();
		this.answers.removeIf((answers) -> answers.kind() == Kind.REVOKED);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.EVENTS_PAIR_UP);
	}

	@Test
	void acceptsAMissingRevocationOfAKilledCandidate() {
		handover();
		this.answers.removeIf((answers) -> answers.kind() == Kind.REVOKED);
		assertThat(Checker.check(History.of(this.answers, this.znodes, Set.of("b"), Set.of()))).isEmpty();
	}

	@Test
	void accusesARevocationAfterTheStop() {
		handover();
		event(Kind.STOPPED, "b", 0, 500);
		event(Kind.REVOKED, "b", 0, 510);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.EVENTS_PAIR_UP);
	}

	@Test
	void accusesAStopWithoutRevocation() {
		handover();
		event(Kind.STOPPED, "b", 0, 500);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.EVENTS_PAIR_UP);
	}

	@Test
	void accusesALeaderThatWasNotToldSo() {
		handover();
		this.answers.removeIf((answers) -> answers.candidate().equals("b") && answers.kind() == Kind.GRANTED);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NO_EVENT_LOST);
	}

	@Test
	void accusesAnOpenGateInAListenerOfTheRevocation() {
		handover();
		yes(Kind.REVOKED_LISTENER, "a", 1, 280, 280);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.GATE_FIRST);
	}

	@Test
	void accusesARunThatOutlivesALockGivenUpOnPurpose() {
		handover();
		run("a", 1, 290, 306);
		assertThat(Checker.check(History.of(this.answers, this.znodes, Set.of(), Set.of(1L))))
			.extracting(Violation::rule)
			.containsExactly(Rule.DRAIN_FIRST);
	}

	@Test
	void accusesAStrayInterrupt() {
		handover();
		event(Kind.STRAY_INTERRUPT, "a", 1, 280);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NO_STRAY_INTERRUPT);
	}

	@Test
	void accusesANestedCallThatIsRefused() {
		handover();
		event(Kind.NESTED_REFUSED, "a", 1, 280);
		assertThat(check()).extracting(Violation::rule).containsExactly(Rule.NESTED_CALLS_PASS);
	}

	private void handover() {
		this.znodes.add(new LockZnode(1, "a", 0, 300 * MILLI, 305 * MILLI));
		this.znodes.add(new LockZnode(2, "b", 10 * MILLI, Long.MAX_VALUE, Long.MAX_VALUE));
		event(Kind.GRANTED, "a", 1, 90);
		yes(Kind.IS_LEADER, "a", 1, 100, 270);
		event(Kind.REVOKED, "a", 0, 280);
		event(Kind.GRANTED, "b", 2, 310);
		yes(Kind.IS_LEADER, "b", 2, 320, 600);
	}

	private void event(Kind kind, String candidate, long token, long time) {
		this.answers.add(Answers.event(candidate, kind, token, time * MILLI));
	}

	private void yes(Kind kind, String candidate, long token, long first, long last) {
		this.answers.add(new Answers(candidate, kind, true, token, 2, call(first, first), call(last, last)));
	}

	private void run(String candidate, long token, long start, long instruction) {
		Call call = call(start, instruction);
		this.answers.add(new Answers(candidate, Kind.METHOD, true, token, 1, call, call));
	}

	private static Call call(long start, long instruction) {
		return new Call(start * MILLI, instruction * MILLI, instruction * MILLI + 1);
	}

	private List<Violation> check() {
		return Checker.check(History.of(this.answers, this.znodes, Set.of("a", "b", "c"), Set.of()));
	}

}
