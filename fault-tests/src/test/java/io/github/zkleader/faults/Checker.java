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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.zkleader.faults.Answers.Call;
import io.github.zkleader.faults.Violation.Rule;

/**
 * The oracle: finds what must not happen in a {@link History}. It only accuses where the
 * times leave no doubt: an answer is judged by the <em>start</em> of its call, and a lock
 * znode is gone when a server <em>said</em> so.
 */
final class Checker {

	/**
	 * How far the times of the transaction log may be off: they are wall clock times in
	 * milliseconds.
	 */
	private static final long CLOCK_ERROR = 5_000_000;

	private final History history;

	private final List<Violation> violations = new ArrayList<>();

	private Checker(History history) {
		this.history = history;
	}

	static List<Violation> check(History history) {
		Checker checker = new Checker(history);
		checker.checkAnswers();
		checker.checkOneLeader();
		checker.checkTokens();
		checker.checkEvents();
		return checker.violations.stream().sorted(Comparator.comparingLong(Violation::time)).toList();
	}

	private void checkAnswers() {
		for (Answers yes : this.history.yes()) {
			if (yes.kind() == Kind.REVOKED_LISTENER) {
				report(Rule.GATE_FIRST, yes, yes.first(), 0, "isLeader() in a listener of the revocation");
			}
			if (yes.token() == 0) {
				checkUnknownToken(yes, yes.first());
				checkUnknownToken(yes, yes.last());
			}
			else {
				checkToken(yes);
			}
		}
	}

	private void checkToken(Answers yes) {
		LockZnode znode = this.history.znodes().get(yes.token());
		if (znode == null || !znode.candidate().equals(yes.candidate())) {
			report(Rule.NO_ANSWER_WITHOUT_LOCK, yes, yes.first(), 0, "token " + yes.token() + " is no own lock znode");
			return;
		}
		long late = yes.last().start() - znode.goneSeen();
		if (znode.isGone() && late > 0) {
			Rule rule = yes.kind().isRun() ? Rule.NO_RUN_AFTER_LOSS : Rule.NO_ANSWER_AFTER_LOSS;
			report(rule, yes, yes.last(), late, "after the lock znode was gone");
		}
		if (yes.kind().isRun() && yes.last().end() > znode.goneSeen() && this.history.givenUp().contains(yes.token())) {
			report(Rule.DRAIN_FIRST, yes, yes.last(), yes.last().end() - znode.goneSeen(),
					"the run ended after the lock was gone");
		}
		LockZnode before = inFrontOf(znode, yes.first().end());
		if (before != null) {
			report(Rule.NO_ANSWER_WITHOUT_LOCK, yes, yes.first(), before.goneLogged() - yes.first().end(),
					"before the lock of " + before.candidate() + " was gone");
		}
	}

	private void checkUnknownToken(Answers yes, Call call) {
		List<LockZnode> own = this.history.znodesOf(yes.candidate())
			.stream()
			.filter((znode) -> znode.createdLogged() <= call.end())
			.toList();
		boolean mayLead = own.stream()
			.anyMatch((znode) -> znode.goneSeen() > call.start() && inFrontOf(znode, call.end()) == null);
		if (!mayLead) {
			long gone = own.stream()
				.mapToLong(LockZnode::goneSeen)
				.filter((time) -> time < call.start())
				.max()
				.orElse(call.start());
			Rule rule = yes.kind().isRun() ? Rule.NO_RUN_AFTER_LOSS : Rule.NO_ANSWER_AFTER_LOSS;
			report(rule, yes, call, call.start() - gone, "without a lock znode that is the first");
		}
	}

	private LockZnode inFrontOf(LockZnode znode, long time) {
		return this.history.znodes()
			.values()
			.stream()
			.filter((other) -> other.token() < znode.token() && other.goneLogged() - CLOCK_ERROR > time)
			.findAny()
			.orElse(null);
	}

	private void checkOneLeader() {
		Map<Long, Long> firstYes = new TreeMap<>(firstYesByToken());
		for (Answers yes : this.history.yes()) {
			if (yes.token() != 0) {
				firstYes.forEach((token, time) -> {
					if (token > yes.token() && yes.last().start() > time) {
						report(Rule.ONE_LEADER, yes, yes.last(), yes.last().start() - time,
								"after the leader with token " + token + " was told so");
					}
				});
			}
		}
	}

	private Map<Long, Long> firstYesByToken() {
		return this.history.yes()
			.stream()
			.filter((yes) -> yes.token() != 0)
			.collect(Collectors.toMap(Answers::token, (yes) -> yes.first().end(), Math::min));
	}

	private void checkTokens() {
		List<Map.Entry<Long, Long>> byTime = firstYesByToken().entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue())
			.toList();
		for (int i = 1; i < byTime.size(); i++) {
			long before = byTime.get(i - 1).getKey();
			long token = byTime.get(i).getKey();
			if (token <= before) {
				this.violations.add(new Violation(Rule.TOKENS_INCREASE, "", byTime.get(i).getValue(), 0,
						"token " + token + " follows " + before));
			}
		}
	}

	private void checkEvents() {
		Map<String, List<Answers>> events = this.history.answers()
			.stream()
			.filter((answers) -> !answers.kind().isAnswer())
			.sorted(Comparator.comparingLong((answers) -> answers.first().start()))
			.collect(Collectors.groupingBy(Answers::candidate));
		events.forEach(this::checkEvents);
		Set<Long> told = events.values()
			.stream()
			.flatMap(List::stream)
			.filter((event) -> event.kind() == Kind.GRANTED)
			.map(Answers::token)
			.collect(Collectors.toCollection(HashSet::new));
		this.history.yes()
			.stream()
			.filter((yes) -> yes.token() != 0 && !told.contains(yes.token()))
			.collect(Collectors.toMap(Answers::token, Function.identity(), (one, other) -> one))
			.values()
			.forEach((yes) -> report(Rule.NO_EVENT_LOST, yes, yes.first(), 0, "without an OnGranted"));
	}

	private void checkEvents(String candidate, List<Answers> events) {
		Answers granted = null;
		boolean stopped = false;
		for (Answers event : events) {
			switch (event.kind()) {
				case GRANTED -> {
					if (granted != null || stopped) {
						report(Rule.EVENTS_PAIR_UP, event, event.first(), 0, "OnGranted too many");
					}
					granted = event;
				}
				case REVOKED -> {
					if (granted == null || stopped) {
						report(Rule.EVENTS_PAIR_UP, event, event.first(), 0, "OnRevoked too many");
					}
					granted = null;
				}
				case STOPPED -> {
					stopped = true;
				}
				case STRAY_INTERRUPT ->
					report(Rule.NO_STRAY_INTERRUPT, event, event.first(), 0, "interrupted outside of a run");
				case NESTED_REFUSED -> report(Rule.NESTED_CALLS_PASS, event, event.first(), 0, "nested call refused");
				default -> throw new IllegalStateException(event.toString());
			}
		}
		if (granted != null && (stopped || isOver(granted))) {
			report(Rule.EVENTS_PAIR_UP, granted, granted.first(), 0, "OnRevoked is missing");
		}
	}

	private boolean isOver(Answers granted) {
		LockZnode znode = this.history.znodes().get(granted.token());
		return znode != null && znode.isGone() && this.history.settled().contains(granted.candidate());
	}

	private void report(Rule rule, Answers answers, Call call, long late, String description) {
		this.violations.add(new Violation(rule, answers.candidate(), call.start(), late,
				answers.kind() + " with token " + answers.token() + ": " + description));
	}

}
