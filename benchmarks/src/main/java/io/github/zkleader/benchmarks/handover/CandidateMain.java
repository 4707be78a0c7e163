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

package io.github.zkleader.benchmarks.handover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.zkleader.benchmarks.contenders.Contender;
import io.github.zkleader.benchmarks.contenders.Grants;
import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.contenders.Settings;
import io.github.zkleader.processes.ChildMain;

/**
 * A candidate that tries to work every millisecond, while it is told to.
 */
public final class CandidateMain {

	private static final long INTERVAL = Duration.ofMillis(1).toNanos();

	private static volatile boolean working;

	private CandidateMain() {
	}

	public static void main(String[] args) throws Exception {
		Journal journal = new Journal(Path.of(args[4]));
		Settings settings = new Settings(args[1], args[2], 1, Duration.ofMillis(Long.parseLong(args[3])));
		Contender contender = Kind.ofArgument(args[0]).candidate(settings, new JournalGrants(journal));
		ChildMain.obey((words) -> obey(words[0], contender, journal));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			journal.givenUp();
			contender.close();
		}));
		contender.start();
		ChildMain.reply("ready");
		while (true) {
			LockSupport.parkNanos(INTERVAL);
			if (working) {
				contender.run(journal::ran);
			}
		}
	}

	private static String obey(String command, Contender contender, Journal journal) throws Exception {
		switch (command) {
			case "work" -> setWorking(true);
			case "rest" -> setWorking(false);
			case "give-up" -> {
				journal.givenUp();
				contender.giveUp();
			}
			default -> throw new IllegalArgumentException(command);
		}
		return "";
	}

	private static void setWorking(boolean work) {
		working = work;
	}

	private record JournalGrants(Journal journal) implements Grants {

		@Override
		public void granted(String role) {
			this.journal.granted();
		}

		@Override
		public void revoked(String role) {
		}

	}

}
