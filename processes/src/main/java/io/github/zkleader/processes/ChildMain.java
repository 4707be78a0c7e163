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

package io.github.zkleader.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What the main methods of child processes share: they obey the lines on standard input
 * and end with it, so that none outlives the process that started it.
 */
public final class ChildMain {

	private static final PrintStream replies = System.out;

	private ChildMain() {
	}

	/**
	 * Obey every line of standard input on a thread of its own, until it ends.
	 * @param commands the commands
	 */
	public static void obey(Commands commands) {
		System.setOut(System.err);
		Thread thread = new Thread(() -> {
			try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
				String line = in.readLine();
				while (line != null) {
					obey(commands, line.split(" "));
					line = in.readLine();
				}
			}
			catch (IOException ex) {
				// The parent is gone
			}
			Runtime.getRuntime().halt(3);
		}, "commands");
		thread.setDaemon(true);
		thread.start();
	}

	private static void obey(Commands commands, String[] words) {
		try {
			String answer = commands.run(words);
			reply("ok " + answer);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			reply("failed " + ex);
		}
	}

	/**
	 * Write a line to the parent.
	 * @param line the line
	 */
	public static void reply(String line) {
		synchronized (replies) {
			replies.println(line);
			replies.flush();
		}
	}

	/**
	 * What the lines stand for.
	 */
	@FunctionalInterface
	public interface Commands {

		/**
		 * Obey a line.
		 * @param words the words of the line
		 * @return the answer
		 * @throws Exception if it cannot be obeyed
		 */
		String run(String[] words) throws Exception;

	}

}
