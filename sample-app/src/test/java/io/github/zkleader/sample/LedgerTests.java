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

package io.github.zkleader.sample;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.zkleader.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Ledger}.
 */
class LedgerTests {

	private static final int INSTANCES = 4;

	private static final NewEntry COFFEE = new NewEntry("Coffee", 320);

	@TempDir
	private Path directory;

	@Test
	void entryIsPendingUntilItIsSettled() {
		withLedger((ledger) -> {
			long id = ledger.add(COFFEE, "till");
			assertThat(ledger.counts()).isEqualTo(new LedgerCounts(1, 0, 1));
			assertThat(ledger.newest(10)).singleElement().satisfies((row) -> {
				assertThat(row.id()).isEqualTo(id);
				assertThat(row.description()).isEqualTo("Coffee");
				assertThat(row.cents()).isEqualTo(320);
				assertThat(row.addedBy()).isEqualTo("till");
				assertThat(Instant.parse(row.added())).isBetween(Instant.now().minusSeconds(60), Instant.now());
				assertThat(row.token()).isNull();
				assertThat(row.instance()).isNull();
				assertThat(row.settled()).isNull();
			});
		});
	}

	@Test
	void settlementCarriesTokenAndInstance() {
		withLedger((ledger) -> {
			ledger.add(COFFEE, "till");
			ledger.add(COFFEE, "till");
			assertThat(ledger.settle(term(7))).isEqualTo(2);
			assertThat(ledger.counts()).isEqualTo(new LedgerCounts(2, 2, 0));
			assertThat(ledger.newest(10)).hasSize(2).allSatisfy((row) -> {
				assertThat(row.token()).isEqualTo(7);
				assertThat(row.instance()).isEqualTo("leader-7");
				assertThat(row.settled()).isNotNull();
			});
		});
	}

	@Test
	void entryIsSettledOnce() {
		withLedger((ledger) -> {
			ledger.add(COFFEE, "till");
			assertThat(ledger.settle(term(7))).isOne();
			assertThat(ledger.settle(term(7))).isZero();
			assertThat(ledger.settle(term(8))).isZero();
			assertThat(ledger.newest(10)).extracting(LedgerRow::token).containsExactly(7L);
		});
	}

	@Test
	void newestShowsNoMoreThanAsked() {
		withLedger((ledger) -> {
			IntStream.rangeClosed(1, 5).forEach((cents) -> ledger.add(new NewEntry("Water", cents), "till"));
			assertThat(ledger.newest(2)).extracting(LedgerRow::cents).containsExactly(5L, 4L);
		});
	}

	@Test
	void tokensMayGrow() {
		withLedger((ledger) -> {
			for (long token : new long[] { 7, 7, 9, 4294967302L }) {
				ledger.add(COFFEE, "till");
				assertThat(ledger.settle(term(token))).isOne();
			}
		});
	}

	@Test
	void olderTokenIsRejectedAndLeavesNothingBehind() {
		withLedger((ledger) -> {
			ledger.add(COFFEE, "till");
			ledger.settle(term(9));
			ledger.add(COFFEE, "till");
			ledger.add(COFFEE, "till");
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> ledger.settle(term(8)))
				.withMessageContaining("stale fencing token: the ledger has seen a newer one");
			assertThat(ledger.counts()).isEqualTo(new LedgerCounts(3, 1, 2));
			assertThat(ledger.settle(term(9))).isEqualTo(2);
		});
	}

	@Test
	void olderTokenIsRejectedByTheDatabaseWhoeverWrites() {
		withClient((jdbc) -> {
			Ledger ledger = new Ledger(jdbc);
			ledger.add(COFFEE, "till");
			ledger.settle(term(9));
			long pending = ledger.add(COFFEE, "till");
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> jdbc.sql("INSERT INTO settlement (entry_id, token, instance) VALUES (?, 8, 'stale')")
					.param(pending)
					.update())
				.withMessageContaining("stale fencing token");
		});
	}

	@Test
	void olderTokenIsRejectedOnAnotherInstance() {
		withLedger((ledger) -> {
			ledger.add(COFFEE, "till");
			ledger.settle(term(9));
		});
		withLedger((ledger) -> {
			ledger.add(COFFEE, "till");
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> ledger.settle(term(8)));
		});
	}

	@Test
	void instancesThatStartTogetherShareOneLedger() throws Exception {
		CyclicBarrier start = new CyclicBarrier(INSTANCES);
		onEachInstance((instance) -> {
			start.await();
			withLedger((ledger) -> ledger.add(COFFEE, "till-" + instance));
			return instance;
		});
		withLedger((ledger) -> assertThat(ledger.newest(10)).extracting(LedgerRow::addedBy)
			.containsExactlyInAnyOrder("till-0", "till-1", "till-2", "till-3"));
	}

	@Test
	void writesOfManyInstancesWaitForEachOther() throws Exception {
		int entries = 50;
		AtomicInteger settled = new AtomicInteger();
		onEachInstance((instance) -> {
			withLedger((ledger) -> {
				for (int i = 0; i < entries; i++) {
					ledger.add(COFFEE, "till-" + instance);
					settled.addAndGet(ledger.settle(term(9)));
				}
			});
			return instance;
		});
		long all = INSTANCES * entries;
		withLedger((ledger) -> assertThat(ledger.counts()).isEqualTo(new LedgerCounts(all, all, 0)));
		assertThat(settled).hasValue((int) all);
	}

	@Test
	void interruptDoesNotHurt() {
		withLedger((ledger) -> {
			Thread.currentThread().interrupt();
			try {
				ledger.add(COFFEE, "till");
				ledger.settle(term(9));
			}
			finally {
				assertThat(Thread.interrupted()).isTrue();
			}
			assertThat(ledger.counts()).isEqualTo(new LedgerCounts(1, 1, 0));
		});
	}

	private void withLedger(Consumer<Ledger> consumer) {
		withClient((jdbc) -> consumer.accept(new Ledger(jdbc)));
	}

	private void withClient(Consumer<JdbcClient> consumer) {
		new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class,
					JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class))
			.withUserConfiguration(LedgerConfiguration.class)
			.withPropertyValues("sample.ledger=" + this.directory.resolve("sub/ledger.db"))
			.run((context) -> consumer.accept(context.getBean(JdbcClient.class)));
	}

	private void onEachInstance(InstanceWork work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(INSTANCES);
		try {
			List<Callable<Integer>> calls = IntStream.range(0, INSTANCES)
				.mapToObj((instance) -> (Callable<Integer>) () -> work.run(instance))
				.toList();
			for (Future<Integer> future : executor.invokeAll(calls)) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static Term term(long fencingToken) {
		return new Term("leader", "leader-" + fencingToken, fencingToken, Instant.now());
	}

	private interface InstanceWork {

		int run(int instance) throws Exception;

	}

}
