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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.github.zkleader.faults.TickingInstances.Instance;
import io.github.zkleader.processes.Ensemble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs that run every second while one leader after the other is killed or terminated.
 * {@code -Pfaults -Dfaults.failovers=N} makes it many.
 */
@EnabledOnOs(OS.LINUX)
class TickIntegrationTests {

	private static final Path TARGET = Path.of(System.getProperty("faults.directory", "target")).toAbsolutePath();

	private static final long SECOND = 1_000_000_000;

	private static final int FAILOVERS = Integer.getInteger("faults.failovers", 4);

	@Test
	void noTickIsLost() throws IOException {
		Path directory = Files.createTempDirectory(Files.createDirectories(TARGET.resolve("faults")), "ticks-");
		Path file = directory.resolve("ticks.db");
		TickLedger ledger = new TickLedger(file);
		try (Ensemble ensemble = new Ensemble(directory);
				TickingInstances instances = new TickingInstances(directory, file, ensemble)) {
			ensemble.awaitServing();
			instances.fill();
			for (int i = 0; i < FAILOVERS; i++) {
				Instance leader = instances.awaitLeader(ledger);
				if (i % 4 > 1) {
					LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SECOND));
				}
				if (i == FAILOVERS / 2) {
					instances.replaceAll();
				}
				else if (i % 2 == 0) {
					instances.kill(leader);
				}
				else {
					instances.terminate(leader);
				}
				instances.fill();
			}
			instances.awaitLeader(ledger);
			evaluate(ledger, instances);
		}
	}

	private void evaluate(TickLedger ledger, TickingInstances instances) throws IOException {
		StringBuilder report = new StringBuilder("%d failovers%n".formatted(FAILOVERS));
		TickingMain.Jobs.NAMES.forEach((job) -> report.append(describe(ledger, instances, job)));
		Files.writeString(TARGET.resolve("ticks.txt"), report);
		assertThat(missing(ledger, "all")).as("%s", report).isEmpty();
		assertThat(ledger.effects("all")).doesNotHaveDuplicates();
		assertThat(uncovered(ledger, "once")).as("%s", report).isEmpty();
	}

	private static String describe(TickLedger ledger, TickingInstances instances, String job) {
		Set<Long> expected = expected(ledger, job);
		Set<Long> outage = new TreeSet<>(expected);
		outage.removeIf((tick) -> !instances.isOutage(tick));
		Set<Long> uncovered = uncovered(ledger, job);
		return "%s: %d ticks, %d runs, %d ticks without a row, %d not covered, %d raw repeats; ".formatted(job,
				expected.size(), ledger.runs(job), missing(ledger, job).size(), uncovered.size(), ledger.repeats(job))
				+ "nobody was alive at %d ticks, of which %d are not covered%n".formatted(outage.size(),
						outage.stream().filter(uncovered::contains).count());
	}

	private static Set<Long> missing(TickLedger ledger, String job) {
		return minus(expected(ledger, job), ledger.effects(job));
	}

	private static Set<Long> uncovered(TickLedger ledger, String job) {
		return minus(expected(ledger, job), ledger.covered(job));
	}

	private static Set<Long> expected(TickLedger ledger, String job) {
		List<Long> effects = ledger.effects(job);
		return LongStream.rangeClosed(effects.get(0), effects.get(effects.size() - 1))
			.boxed()
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<Long> minus(Set<Long> ticks, Iterable<Long> others) {
		Set<Long> rest = new TreeSet<>(ticks);
		others.forEach(rest::remove);
		return rest;
	}

}
