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

package io.github.zkleader.benchmarks.scale;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.benchmarks.contenders.Settings;
import io.github.zkleader.processes.ChildMain;

/**
 * Any number of candidates in one process, each with a session of its own.
 */
public final class GroupMain {

	// What is soft, finalized or just being allocated is not what is kept
	private static final int COLLECTIONS = 5;

	private GroupMain() {
	}

	public static void main(String[] args) {
		Kind kind = Kind.ofArgument(args[0]);
		Settings settings = new Settings(args[1], args[2], Integer.parseInt(args[4]),
				Duration.ofMillis(Long.parseLong(args[3])));
		List<Member> members = new ArrayList<>();
		ChildMain.obey((words) -> obey(words[0], members));
		for (int i = 0; i < Integer.parseInt(args[5]); i++) {
			members.add(new Member(kind, settings));
		}
		ChildMain.reply("ready");
		while (true) {
			LockSupport.park();
		}
	}

	private static String obey(String command, List<Member> members) throws Exception {
		switch (command) {
			case "start" -> {
				for (Member member : members) {
					member.start();
				}
				return "";
			}
			case "give-up" -> {
				for (Member member : members) {
					member.giveUpIfLeader();
				}
				return "";
			}
			case "grants" -> {
				return grants(members);
			}
			case "stats" -> {
				return stats();
			}
			case "cpu" -> {
				return Long.toString(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos());
			}
			default -> throw new IllegalArgumentException(command);
		}
	}

	private static String grants(List<Member> members) {
		int current = members.stream().mapToInt(Member::current).sum();
		int total = members.stream().mapToInt(Member::total).sum();
		long latest = members.stream().mapToLong(Member::latest).max().orElse(0);
		return current + " " + total + " " + latest;
	}

	private static String stats() {
		long heap = Long.MAX_VALUE;
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		return threads + " " + heap;
	}

}
