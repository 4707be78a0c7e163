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

package io.github.zkleader.gate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkleader.ConnectionStatus;
import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.GatedTasks;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.SkipReason;
import io.github.zkleader.TaskStatus;
import io.github.zkleader.Term;
import io.github.zkleader.TickedTask;
import org.jspecify.annotations.Nullable;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Elections that are won and lost by calling a method.
 */
public class TestElections implements GatedTasks, LeaderElections {

	private final Map<String, TestTask> tasks = new ConcurrentSkipListMap<>();

	private volatile boolean leader;

	/**
	 * Open the gates of all roles.
	 */
	public void open() {
		this.leader = true;
	}

	/**
	 * Close the gates of all roles.
	 */
	public void close() {
		this.leader = false;
	}

	/**
	 * Return the names of all tasks, each with its role in front.
	 * @return the names
	 */
	public List<String> getTaskNames() {
		return this.tasks.values().stream().map((task) -> task.role + ":" + task.name).toList();
	}

	TestTask getTask(String name) {
		return this.tasks.values().stream().filter((task) -> task.name.equals(name)).findFirst().orElseThrow();
	}

	@Override
	public GatedTask register(String role, String name, boolean interrupt) {
		String resolved = role.isEmpty() ? "leader" : role;
		return this.tasks.computeIfAbsent(resolved + ":" + name, (key) -> new TestTask(resolved, name, interrupt));
	}

	@Override
	public TickedTask registerTicked(String role, String name, boolean interrupt) {
		throw new UnsupportedOperationException();
	}

	@Override
	public String getId() {
		return "me";
	}

	@Override
	public Leadership get(String role) {
		return getAll().get(role);
	}

	@Override
	public Map<String, Leadership> getAll() {
		Leadership leadership = mock(Leadership.class);
		given(leadership.getStatus()).willReturn(new LeadershipStatus("leader", LeadershipState.FOLLOWER, false,
				"other", 1L, null, null, null, List.of(), List.of(), null, List.of(), List.of()));
		return Map.of("leader", leadership);
	}

	@Override
	public ConnectionStatus getConnection() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Records what happens to it.
	 */
	final class TestTask implements GatedTask {

		private final String role;

		private final String name;

		private final boolean interrupt;

		private final AtomicInteger skipped = new AtomicInteger();

		private final AtomicInteger runs = new AtomicInteger();

		private final List<Throwable> failures = new CopyOnWriteArrayList<>();

		private final Map<GatedRun, Runnable> inFlight = new ConcurrentHashMap<>();

		private TestTask(String role, String name, boolean interrupt) {
			this.role = role;
			this.name = name;
			this.interrupt = interrupt;
		}

		boolean isInterrupt() {
			return this.interrupt;
		}

		int getRuns() {
			return this.runs.get();
		}

		int getSkipped() {
			return this.skipped.get();
		}

		int getDetached() {
			return this.inFlight.size();
		}

		/**
		 * Cancel the runs that were detached.
		 */
		void cancel() {
			List.copyOf(this.inFlight.values()).forEach(Runnable::run);
		}

		List<Throwable> getFailures() {
			return this.failures;
		}

		@Override
		public String getRole() {
			return this.role;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public @Nullable GatedRun enter() {
			if (!TestElections.this.leader) {
				this.skipped.incrementAndGet();
				return null;
			}
			return new TestRun(this);
		}

		@Override
		public long getSkipped(SkipReason reason) {
			return getSkipped();
		}

		@Override
		public TaskStatus getStatus() {
			return new TaskStatus(this.name, getRuns(), getSkipped(), 0, this.failures.size(), null, null);
		}

	}

	private static final class TestRun extends GatedRun {

		private final TestTask task;

		private boolean detached;

		private volatile boolean ended;

		private TestRun(TestTask task) {
			this.task = task;
			bind(GatedRun.current());
		}

		@Override
		public Term getTerm() {
			return new Term(this.task.role, "me", 1, Instant.EPOCH);
		}

		@Override
		public void detach(Runnable cancel) {
			unbind();
			this.detached = true;
			this.task.inFlight.put(this, cancel);
		}

		@Override
		public boolean isInterrupted() {
			return false;
		}

		@Override
		public Entrance entrance() {
			return new Entrance() {

				@Override
				public GatedRun enter() {
					return new TestRun(TestRun.this.task);
				}

				@Override
				public @Nullable GatedRun resume() {
					return TestRun.this.ended ? null : new ResumedTestRun(TestRun.this);
				}

			};
		}

		@Override
		public void end(@Nullable Throwable failure) {
			if (!this.detached) {
				unbind();
			}
			this.ended = true;
			this.task.inFlight.remove(this);
			this.task.runs.incrementAndGet();
			if (failure != null) {
				this.task.failures.add(failure);
			}
		}

	}

	private static final class ResumedTestRun extends GatedRun {

		private final TestRun run;

		private ResumedTestRun(TestRun run) {
			this.run = run;
			bind(GatedRun.current());
		}

		@Override
		public boolean isInterrupted() {
			return this.run.isInterrupted();
		}

		@Override
		public Term getTerm() {
			return this.run.getTerm();
		}

		@Override
		public void detach(Runnable cancel) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Entrance entrance() {
			return this.run.entrance();
		}

		@Override
		public void end(@Nullable Throwable failure) {
			unbind();
		}

	}

}
