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

package io.github.zkleader.benchmarks.startup;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.zkleader.benchmarks.report.Parameters;
import io.github.zkleader.benchmarks.report.Report;
import io.github.zkleader.benchmarks.report.Samples;
import io.github.zkleader.benchmarks.startup.application.Readiness;
import io.github.zkleader.benchmarks.startup.application.leader.LeaderApplication;
import io.github.zkleader.benchmarks.startup.application.plain.PlainApplication;
import io.github.zkleader.zookeeper.EmbeddedZookeeper;

/**
 * Starts an application with and without zkleader by turns, each time in a JVM of its
 * own, and compares how long it takes until it is ready: from the start of the process
 * until {@code SpringApplication.run} has returned. The one with zkleader has a server to
 * connect to, or one that is not there. The time of a processor is told besides, that of
 * the main thread alone and of all threads: it depends less on what else runs on the
 * machine. Where there is a server, the time until leadership is granted first is told
 * too. The argument is the number of turns.
 */
public final class StartUp {

	private static final double MAX_READY = 1.10;

	private static final String NOWHERE = "127.0.0.1:1";

	// What spring-boot-starter brings
	private static final List<String> PLAIN = List.of("commons-logging-", "jakarta.annotation-", "jspecify-",
			"jul-to-slf4j-", "log4j-", "logback-", "micrometer-", "slf4j-", "snakeyaml-", "spring-aop-",
			"spring-beans-", "spring-boot-", "spring-context-", "spring-core-", "spring-expression-");

	private static final List<String> NOT_BROUGHT = List.of("metrics-core-", "snappy-java-", "zkleader-processes-",
			"awaitility-", "hamcrest-", "jmh-", "jopt-simple-", "commons-math3-", "shedlock-");

	private StartUp() {
	}

	public static void main(String[] args) throws Exception {
		run(new Parameters((args.length > 0) ? new String[] { "turns=" + args[0] } : args));
	}

	/**
	 * Run the benchmark.
	 * @param parameters the number of {@code turns}
	 * @throws Exception if an application does not start
	 */
	public static void run(Parameters parameters) throws Exception {
		int turns = parameters.number("turns", 5);
		try (EmbeddedZookeeper server = EmbeddedZookeeper.start(0, null, Duration.ofSeconds(2),
				Duration.ofSeconds(30))) {
			List<Start> plain = new ArrayList<>();
			List<Start> connected = new ArrayList<>();
			List<Start> unconnected = new ArrayList<>();
			// The first turn only warms the caches of the machine.
			for (int turn = 0; turn <= turns; turn++) {
				Start[] starts = { start(PlainApplication.class, plainClassPath(), NOWHERE, false),
						start(LeaderApplication.class, leaderClassPath(), server.getConnectString(), true),
						start(LeaderApplication.class, leaderClassPath(), NOWHERE, false) };
				if (turn > 0) {
					plain.add(starts[0]);
					connected.add(starts[1]);
					unconnected.add(starts[2]);
				}
			}
			Report report = new Report("start-up", "application", "ready ms", "x ready", "main thread ms", "x main",
					"all threads ms", "x all", "granted ms");
			report(report, "without zkleader", plain, plain);
			report(report, "with zkleader", connected, plain);
			report(report, "with zkleader, no server", unconnected, plain);
			report.goal("ready with zkleader, in times without", x(connected, plain), MAX_READY);
			report.goal("ready with zkleader, no server, in times without", x(unconnected, plain), MAX_READY);
			report.finish();
		}
	}

	private static Start start(Class<?> application, String classPath, String connectString, boolean granted)
			throws Exception {
		long start = System.nanoTime();
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, application.getName(), "--spring.application.name=start-up",
				"--leader.zookeeper.connect-string=" + connectString, "--logging.level.root=warn")
			.redirectErrorStream(true)
			.start();
		try (BufferedReader output = process.inputReader()) {
			String line = await(output, Readiness.READY, application);
			long ready = System.nanoTime() - start;
			if (granted) {
				await(output, Readiness.GRANTED, application);
			}
			double grant = granted ? System.nanoTime() - start : Double.NaN;
			String[] cpu = line.substring(Readiness.READY.length()).split(" ", -1);
			process.getOutputStream().close();
			output.transferTo(Writer.nullWriter());
			return new Start(ready, Long.parseLong(cpu[0]), Long.parseLong(cpu[1]), grant);
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

	private static String await(BufferedReader output, String word, Class<?> application) throws IOException {
		String line;
		do {
			line = output.readLine();
			if (line == null) {
				throw new IllegalStateException(application.getSimpleName() + " never said '" + word.trim() + "'");
			}
		}
		while (!line.startsWith(word));
		return line;
	}

	private static String plainClassPath() throws URISyntaxException {
		String own = Path.of(StartUp.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		return classPath().filter((path) -> path.equals(own) || startsWith(path, PLAIN))
			.collect(Collectors.joining(File.pathSeparator));
	}

	// As in an application that has Boot's starter before ours: what both have comes
	// first
	private static String leaderClassPath() throws URISyntaxException {
		String plain = plainClassPath();
		Set<String> paths = new LinkedHashSet<>(List.of(plain.split(File.pathSeparator)));
		classPath().filter((path) -> !startsWith(path, NOT_BROUGHT)).forEach(paths::add);
		return String.join(File.pathSeparator, paths);
	}

	private static Stream<String> classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
	}

	private static boolean startsWith(String path, List<String> prefixes) {
		String name = Path.of(path).getFileName().toString();
		return prefixes.stream().anyMatch(name::startsWith);
	}

	private static void report(Report report, String what, List<Start> starts, List<Start> plain) {
		List<Object> row = new ArrayList<>(List.of(what));
		for (ToDoubleFunction<Start> time : List.<ToDoubleFunction<Start>>of(Start::wall, Start::main, Start::all)) {
			double median = median(starts, time);
			row.add(median / 1e6);
			row.add(median / median(plain, time));
		}
		row.add(median(starts, Start::grant) / 1e6);
		report.row(row.toArray());
	}

	private static double x(List<Start> starts, List<Start> plain) {
		return median(starts, Start::wall) / median(plain, Start::wall);
	}

	private static double median(List<Start> starts, ToDoubleFunction<Start> time) {
		Samples samples = new Samples();
		starts.forEach((start) -> samples.add(time.applyAsDouble(start)));
		return samples.median();
	}

	/**
	 * What a start took, in nanoseconds.
	 *
	 * @param wall from the start of the process until the application was ready
	 * @param main the processor's time of the main thread
	 * @param all the processor's time of all threads
	 * @param grant from the start of the process until leadership was granted, if it was
	 */
	private record Start(long wall, long main, long all, double grant) {

	}

}
