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
import java.util.Optional;
import java.util.concurrent.Callable;

import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipStatus;
import io.github.zkleader.Term;

/**
 * What users see of a role.
 */
final class RoleLeadership implements Leadership {

	private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 2);

	private final Role role;

	private final String id;

	RoleLeadership(Role role, String id) {
		this.role = role;
		this.id = id;
	}

	@Override
	public String getRole() {
		return this.role.getName();
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public boolean isLeader() {
		return this.role.getGate().openTenure() != null;
	}

	@Override
	public Optional<Term> getTerm() {
		return Optional.ofNullable(this.role.getGate().openTenure()).map(Tenure::getTerm);
	}

	@Override
	public LeadershipStatus getStatus() {
		return this.role.getStatus();
	}

	@Override
	public boolean await(Duration timeout) throws InterruptedException {
		Duration bounded = (timeout.compareTo(FOREVER) < 0) ? timeout : FOREVER;
		return this.role.getGate().await(bounded.isNegative() ? 0 : bounded.toNanos());
	}

	@Override
	public void yield() {
		this.role.getElection().yieldNow();
	}

	@Override
	public void pause() {
		this.role.getElection().pause();
	}

	@Override
	public void resume() {
		this.role.getElection().resume();
	}

	@Override
	public boolean guard(Runnable work) {
		GatedRun run = guardTask().enter();
		if (run == null) {
			return false;
		}
		Throwable failure = null;
		try {
			work.run();
			return true;
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			run.end(failure);
		}
	}

	@Override
	public <T> Optional<T> callIfLeader(Callable<T> work) throws Exception {
		GatedRun run = guardTask().enter();
		if (run == null) {
			return Optional.empty();
		}
		Throwable failure = null;
		try {
			return Optional.of(work.call());
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			run.end(failure);
		}
	}

	private GatedTask guardTask() {
		return this.role.task("guard", true);
	}

	@Override
	public String toString() {
		return "Leadership [role=" + getRole() + ", id=" + this.id + ", leader=" + isLeader() + "]";
	}

}
