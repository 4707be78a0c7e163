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

package io.github.zkleader.test;

import java.util.List;
import java.util.function.ToLongFunction;

import io.github.zkleader.LeaderChangedEvent;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * Assertions about a role. What became of leader-only methods and which events were heard
 * is counted from the beginning of the test.
 */
public final class LeadershipAssert extends AbstractAssert<LeadershipAssert, Leadership> {

	/**
	 * Create new assertions.
	 * @param actual the leadership of the role
	 */
	public LeadershipAssert(@Nullable Leadership actual) {
		super(actual, LeadershipAssert.class);
	}

	/**
	 * Verify that this instance leads.
	 * @return this
	 */
	public LeadershipAssert isLeader() {
		if (!leadership().isLeader()) {
			throw failure("Expected %s to be led by this instance", describe());
		}
		return this;
	}

	/**
	 * Verify that this instance does not lead.
	 * @return this
	 */
	public LeadershipAssert isNotLeader() {
		if (leadership().isLeader()) {
			throw failure("Expected %s not to be led by this instance", describe());
		}
		return this;
	}

	/**
	 * Verify the state.
	 * @param expected the state
	 * @return this
	 */
	public LeadershipAssert hasState(LeadershipState expected) {
		LeadershipState state = status().state();
		if (state != expected) {
			throw failureWithActualExpected(state, expected, "Expected role '%s' to be %s but it is %s",
					leadership().getRole(), expected, state);
		}
		return this;
	}

	/**
	 * Verify that this instance leads with the given fencing token.
	 * @param expected the fencing token
	 * @return this
	 */
	public LeadershipAssert hasToken(long expected) {
		long token = token();
		if (token != expected) {
			throw failureWithActualExpected(token, expected, "Expected %s to have the fencing token %s but it is %s",
					describe(), expected, token);
		}
		return this;
	}

	/**
	 * Verify that this instance leads with a fencing token greater than the given one.
	 * @param other the token of an earlier term
	 * @return this
	 */
	public LeadershipAssert hasTokenGreaterThan(long other) {
		long token = token();
		if (token <= other) {
			throw failure("Expected %s to have a fencing token greater than %s but it is %s", describe(), other, token);
		}
		return this;
	}

	/**
	 * Verify who leads, as far as this instance knows.
	 * @param expected the id of the leader
	 * @return this
	 */
	public LeadershipAssert isLedBy(String expected) {
		if (!expected.equals(status().leaderId())) {
			throw failure("Expected %s to be led by <%s>", describe(), expected);
		}
		return this;
	}

	/**
	 * Verify that this instance knows of no leader.
	 * @return this
	 */
	public LeadershipAssert isLedByNobody() {
		if (status().leaderId() != null) {
			throw failure("Expected %s to be led by nobody", describe());
		}
		return this;
	}

	/**
	 * Verify that a leader-only method ran, or at least has begun to run.
	 * @param task the bean name and the method, such as {@code reportJob.run}
	 * @return this
	 */
	public LeadershipAssert ran(String task) {
		if (!hasBegun(task)) {
			throw failure("Expected <%s> to run but it did not: %s", task, task(task));
		}
		return this;
	}

	/**
	 * Verify that a leader-only method ran to its end as often as given.
	 * @param task the bean name and the method, such as {@code reportJob.run}
	 * @param times how often
	 * @return this
	 */
	public LeadershipAssert ran(String task, int times) {
		long runs = count(task, TaskStatus::runs);
		if (runs != times) {
			throw failure("Expected <%s> to run %s times but it ran %s times: %s", task, times, runs, task(task));
		}
		return this;
	}

	/**
	 * Verify that a leader-only method did not run, not even begin to.
	 * @param task the bean name and the method, such as {@code reportJob.run}
	 * @return this
	 */
	public LeadershipAssert didNotRun(String task) {
		if (hasBegun(task)) {
			throw failure("Expected <%s> not to run but it did: %s", task, task(task));
		}
		return this;
	}

	/**
	 * Verify that a call of a leader-only method was skipped.
	 * @param task the bean name and the method, such as {@code reportJob.run}
	 * @return this
	 */
	public LeadershipAssert skipped(String task) {
		if (count(task, TaskStatus::skipped) == 0) {
			throw failure("Expected <%s> to be skipped but it was not: %s", task, task(task));
		}
		return this;
	}

	/**
	 * Verify that a leader-only method was interrupted because leadership ended.
	 * @param task the bean name and the method, such as {@code reportJob.run}
	 * @return this
	 */
	public LeadershipAssert interrupted(String task) {
		if (count(task, TaskStatus::interrupted) == 0) {
			throw failure("Expected <%s> to be interrupted but it was not: %s", task, task(task));
		}
		return this;
	}

	/**
	 * Verify the grants and revocations that were published, in order.
	 * @param expected {@link OnGrantedEvent} and {@link OnRevokedEvent} classes
	 * @return this
	 */
	public LeadershipAssert heard(Class<?>... expected) {
		List<? extends Class<?>> heard = events().stream()
			.filter(AbstractLeaderEvent.class::isInstance)
			.map(Object::getClass)
			.toList();
		if (!heard.equals(List.of(expected))) {
			throw failure("Expected the events %s of %s but heard %s", simpleNames(List.of(expected)), describe(),
					simpleNames(heard));
		}
		return this;
	}

	/**
	 * Verify that {@link LeaderChangedEvent} was published with the given leader.
	 * @param leaderId the id of the new leader
	 * @return this
	 */
	public LeadershipAssert heardOfLeader(String leaderId) {
		List<String> leaders = events().stream()
			.filter(LeaderChangedEvent.class::isInstance)
			.map((event) -> ((LeaderChangedEvent) event).getLeaderId())
			.toList();
		if (!leaders.contains(leaderId)) {
			throw failure("Expected to hear that %s is led by <%s> but heard of %s", describe(), leaderId, leaders);
		}
		return this;
	}

	private static List<String> simpleNames(List<? extends Class<?>> types) {
		return types.stream().map(Class::getSimpleName).toList();
	}

	private Leadership leadership() {
		isNotNull();
		return this.actual;
	}

	private LeadershipStatus status() {
		return leadership().getStatus();
	}

	private long token() {
		isLeader();
		return leadership().getTerm()
			.map(Term::fencingToken)
			.orElseThrow(() -> failure("Expected %s to have a term", describe()));
	}

	private List<Object> events() {
		return Recording.find(leadership())
			.map(Recording::getEvents)
			.orElseThrow(() -> failure("Events are recorded with @AutoConfigureLeadership or @EmbeddedZookeeper only"));
	}

	private TaskStatus task(String name) {
		List<TaskStatus> tasks = status().tasks();
		return tasks.stream()
			.filter((task) -> task.task().equals(name))
			.findFirst()
			.orElseThrow(() -> failure("Expected a leader-only method <%s> in %s but there is only %s", name,
					describe(), tasks.stream().map(TaskStatus::task).toList()));
	}

	private @Nullable TaskStatus before(String name) {
		return Recording.find(leadership()).map((recording) -> recording.getBefore(name)).orElse(null);
	}

	private boolean hasBegun(String name) {
		TaskStatus task = task(name);
		TaskStatus before = before(name);
		if (before == null) {
			return task.lastRun() != null;
		}
		return task.runs() > before.runs() || (task.lastRun() != null && !task.lastRun().equals(before.lastRun()));
	}

	private long count(String name, ToLongFunction<TaskStatus> counter) {
		TaskStatus before = before(name);
		return counter.applyAsLong(task(name)) - ((before != null) ? counter.applyAsLong(before) : 0);
	}

	private String describe() {
		LeadershipStatus status = status();
		return "role '" + status.role() + "' (" + status.state() + ", leader " + status.leaderId() + ")";
	}

}
