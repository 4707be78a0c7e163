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

import java.util.function.Consumer;

import io.github.zkleader.faults.CandidateProcess.Type;

/**
 * What can go wrong.
 */
enum Fault {

	PAUSE("leader paused beyond its session timeout", Expectation.MOVES, CandidateFaults::pause),

	KILL("leader killed", Expectation.MOVES, CandidateFaults::kill),

	STOP("leader terminated", Expectation.MOVES, CandidateFaults::stop),

	TERMINATE("leader terminated under load", Expectation.MOVES, CandidateFaults::terminate),

	YIELD_INSIDE("yield from inside a run", Expectation.MOVES, CandidateFaults::yieldInside),

	SLOW_JOB("yield with a slow job", Expectation.MOVES, CandidateFaults::slowJob),

	STUBBORN_JOB("partition with a job that ignores interrupts", Expectation.MOVES, CandidateFaults::stubbornJob),

	STUBBORN_JOB_YIELD("yield with a job that ignores interrupts", Expectation.MOVES,
			CandidateFaults::yieldWithStubbornJob),

	CLOSE_CLIENT("client closed behind our back", Expectation.MOVES, CandidateFaults::closeClient),

	PAUSE_ELECTION("election paused and resumed", Expectation.MOVES, CandidateFaults::pauseElection),

	RESTART("lifecycle stopped and started", Expectation.MOVES, CandidateFaults::restart),

	CLOCK_FORWARD("wall clock stepped forward beyond the lease", Expectation.MOVES, CandidateFaults::stepForward),

	CLOCK_BACK("wall clock stepped back, client cut off", Expectation.MOVES, CandidateFaults::stepBack),

	PARTITION("client cut off", Expectation.MOVES, NetworkFaults::partition),

	PARTITION_FORTH("client cut off, requests only", Expectation.MOVES, NetworkFaults::partitionForth),

	PARTITION_BACK("client cut off, answers only", Expectation.MOVES, NetworkFaults::partitionBack),

	DELAY("client delayed by 1.5 s each way", Expectation.EITHER, NetworkFaults::delay),

	BLIP("client reset", Expectation.STAYS, NetworkFaults::blip),

	STALL("client stalled within the ride-out", Expectation.STAYS, NetworkFaults::stall),

	FOLLOWER_PARTITION("server of the leader cut off", Expectation.MOVES, EnsembleFaults::partition),

	LEADING_SERVER_PARTITION("leading server, with the leader, cut off", Expectation.EITHER,
			EnsembleFaults::isolateLeader),

	SLOW_COMMITS("commits of 0.6 to 1.2 s", Expectation.EITHER, EnsembleFaults::slowCommits),

	SLOW_FSYNC("fsync of 0.6 s, leading server, then all", Expectation.EITHER, EnsembleFaults::slowFsync),

	ENSEMBLE_LEADER_PAUSE("leading server paused", Expectation.EITHER, EnsembleFaults::pauseLeader),

	ENSEMBLE_LEADER_KILL("leading server killed", Expectation.EITHER, EnsembleFaults::killLeader),

	ROLLING_RESTART("rolling restart of the servers", Expectation.EITHER, EnsembleFaults::rollingRestart),

	ROLLING_RESTART_WITHIN_RIDE_OUT("rolling restart within the ride-out", Expectation.STAYS,
			EnsembleFaults::rollingRestartWithinRideOut) {

		@Override
		Type getType() {
			return Type.PATIENT;
		}

	},

	SHORTER_SESSION_TIMEOUT("session timeout shortened by the servers, client cut off", Expectation.MOVES,
			EnsembleFaults::shortenSessionTimeout) {

		@Override
		Type getType() {
			return Type.PATIENT;
		}

	},

	NO_QUORUM("quorum lost, one server answers reads only", Expectation.MOVES, EnsembleFaults::loseQuorum) {

		@Override
		Type getType() {
			return Type.READ_ONLY;
		}

	},

	SLOW_GRANTED("slow OnGranted", Expectation.MOVES, ListenerFaults::slowGranted),

	THROWING_GRANTED("throwing OnGranted", Expectation.MOVES, ListenerFaults::throwingGranted),

	HANGING_GRANTED("hanging OnGranted", Expectation.MOVES, ListenerFaults::hangingGranted),

	STUBBORN_GRANTED("partition in an OnGranted that swallows interrupts", Expectation.MOVES,
			ListenerFaults::stubbornGranted),

	SLOW_REVOKED("partition and slow OnRevoked", Expectation.MOVES, ListenerFaults::slowRevoked),

	THROWING_REVOKED("yield and throwing OnRevoked", Expectation.MOVES, ListenerFaults::throwingRevoked),

	STUBBORN_REVOKED("pause and OnRevoked that swallows interrupts", Expectation.MOVES,
			ListenerFaults::stubbornRevoked),

	HANGING_REVOKED("terminated in a hanging OnRevoked", Expectation.MOVES, ListenerFaults::hangingRevoked),

	ZNODE_DELETED("lock deleted by a third party", Expectation.MOVES, EnsembleFaults::deleteZnode),

	PAUSE_IN_RUN("leader paused inside a run", Expectation.MOVES, OverlappingFaults::pauseInRun),

	PAUSE_IN_ENSEMBLE_CHANGE("leader paused while the leading server is killed", Expectation.MOVES,
			OverlappingFaults::pauseWhileServerDies),

	PARTITION_ON_SLOW_COMMITS("client cut off on slow commits", Expectation.MOVES,
			OverlappingFaults::partitionOnSlowCommits);

	private final String description;

	private final Expectation expectation;

	private final Consumer<Trial> script;

	Fault(String description, Expectation expectation, Consumer<Trial> script) {
		this.description = description;
		this.expectation = expectation;
		this.script = script;
	}

	/**
	 * Return what kind of candidates the fault is for.
	 * @return the kind
	 */
	Type getType() {
		return Type.ZKLEADER;
	}

	Expectation getExpectation() {
		return this.expectation;
	}

	/**
	 * Make it happen, wait for its effect and confirm that it took place.
	 * @param trial the trial
	 */
	void happen(Trial trial) {
		this.script.accept(trial);
	}

	@Override
	public String toString() {
		return this.description;
	}

	/**
	 * What has to become of leadership.
	 */
	enum Expectation {

		/**
		 * Another candidate leads, or the same one with a new lock.
		 */
		MOVES,

		/**
		 * Nothing changes.
		 */
		STAYS,

		/**
		 * One or the other, depending on the moment.
		 */
		EITHER

	}

}
