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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.springframework.stereotype.Component;

/**
 * Ends all children when this process ends, however it ends: a shell that is told their
 * ids reads until its input is closed, and that happens even on {@code kill -9}. A child
 * that is stopped by a signal could not watch its parent itself.
 */
@Component
class Reaper implements AutoCloseable {

	private static final String SCRIPT = """
			trap '' INT TERM HUP
			pids=' '
			while read -r action pid; do
				case $action in
					add) pids="$pids$pid ";;
					remove) pids="${pids%% $pid *} ${pids#* $pid }";;
				esac
			done
			for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
			""";

	private final Process shell;

	private final PrintStream commands;

	Reaper() throws IOException {
		this.shell = new ProcessBuilder("sh", "-c", SCRIPT).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.commands = new PrintStream(this.shell.getOutputStream(), true, StandardCharsets.US_ASCII);
	}

	/**
	 * Watch over a child until it ends.
	 * @param child the child
	 */
	synchronized void watch(Process child) {
		this.commands.println("add " + child.pid());
		CompletableFuture<Void> unused = child.onExit().thenRun(() -> forget(child.pid()));
	}

	private synchronized void forget(long pid) {
		this.commands.println("remove " + pid);
	}

	/**
	 * End all children that are left.
	 */
	@Override
	public void close() {
		this.commands.close();
		this.shell.onExit().join();
	}

}
