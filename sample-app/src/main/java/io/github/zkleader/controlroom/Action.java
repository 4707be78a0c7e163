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

package io.github.zkleader.controlroom;

import java.io.IOException;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a button does.
 */
enum Action {

	@JsonProperty("yield")
	YIELD("gives leadership up") {

		@Override
		void apply(Fleet fleet, String target) throws IOException, InterruptedException {
			fleet.getInstance(target).act(ROLE, "yield");
		}

	},

	@JsonProperty("pause")
	PAUSE("stops campaigning") {

		@Override
		void apply(Fleet fleet, String target) throws IOException, InterruptedException {
			fleet.getInstance(target).act(ROLE, "pause");
		}

	},

	@JsonProperty("resume")
	RESUME("campaigns again") {

		@Override
		void apply(Fleet fleet, String target) throws IOException, InterruptedException {
			fleet.getInstance(target).act(ROLE, "resume");
		}

	},

	@JsonProperty("terminate")
	TERMINATE("gets SIGTERM") {

		@Override
		void apply(Fleet fleet, String target) {
			fleet.getInstance(target).getChild().terminate();
		}

	},

	@JsonProperty("kill")
	KILL("gets kill -9") {

		@Override
		void apply(Fleet fleet, String target) {
			fleet.getInstance(target).getChild().kill();
		}

	},

	@JsonProperty("stop")
	STOP("is stopped (SIGSTOP)") {

		@Override
		void apply(Fleet fleet, String target) throws IOException, InterruptedException {
			fleet.getInstance(target).getChild().suspend();
		}

	},

	@JsonProperty("continue")
	CONTINUE("goes on (SIGCONT)") {

		@Override
		void apply(Fleet fleet, String target) throws IOException, InterruptedException {
			fleet.getInstance(target).getChild().resume();
		}

	},

	@JsonProperty("cut")
	CUT("is cut off from ZooKeeper") {

		@Override
		void apply(Fleet fleet, String target) {
			fleet.getInstance(target).setCut(true);
		}

	},

	@JsonProperty("mend")
	MEND("reaches ZooKeeper again") {

		@Override
		void apply(Fleet fleet, String target) {
			fleet.getInstance(target).setCut(false);
		}

	},

	@JsonProperty("kill-server")
	KILL_SERVER("gets kill -9") {

		@Override
		void apply(Fleet fleet, String target) {
			fleet.getServer(target).kill();
		}

	},

	@JsonProperty("start-server")
	START_SERVER("starts again") {

		@Override
		void apply(Fleet fleet, String target) throws IOException {
			fleet.getServer(target).start();
		}

	},

	@JsonProperty("start")
	START("starts") {

		@Override
		void apply(Fleet fleet, String target) throws IOException {
			fleet.startInstance();
		}

	};

	static final String ROLE = "leader";

	private final String description;

	Action(String description) {
		this.description = description;
	}

	String describe(String target) {
		return (this == START) ? "One more instance starts" : target + " " + this.description;
	}

	/**
	 * Whether it does something to an instance rather than to a server.
	 * @return whether it does
	 */
	boolean isAboutAnInstance() {
		return this != KILL_SERVER && this != START_SERVER;
	}

	/**
	 * Whether it takes something away, which may move leadership.
	 * @return whether it does
	 */
	boolean isFault() {
		return switch (this) {
			case RESUME, CONTINUE, MEND, START_SERVER, START -> false;
			case YIELD, PAUSE, TERMINATE, KILL, STOP, CUT, KILL_SERVER -> true;
		};
	}

	abstract void apply(Fleet fleet, String target) throws IOException, InterruptedException;

}
