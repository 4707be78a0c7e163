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

package io.github.zkleader.metrics;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.zkleader.FakeElections;
import io.github.zkleader.FakeLeadership;
import io.github.zkleader.FakeRecordedTask;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests that the alerts and the dashboard ask for what is really exported.
 */
class ObservabilityTests {

	private static final Path FOLDER = Path.of("../observability");

	private static final Pattern METRIC = Pattern.compile("\\bleader_[a-z_]+");

	private static final Pattern LABEL_VALUE = Pattern.compile("\\b(state|event|reason|outcome)=\"([a-z]+)\"");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final FakeElections elections = new FakeElections();

	private final LeaderMetrics metrics = new LeaderMetrics(() -> this.registry, () -> this.elections);

	@BeforeEach
	void export() {
		FakeLeadership leadership = this.elections.join("reports");
		this.metrics.onRole(leadership);
		this.metrics.onTask(new FakeRecordedTask("reports", "reportJob.run"));
		this.metrics.afterSingletonsInstantiated();
		this.metrics.onGranted(leadership.lead(7), Duration.ofSeconds(1));
	}

	@Test
	void alertsUseExportedMeters() {
		assertExported(alerts());
	}

	@Test
	void dashboardUsesExportedMeters() {
		assertExported(dashboard());
	}

	@Test
	void dashboardShowsEveryMeter() {
		String all = String.join("\n", dashboard());
		assertThat(Arrays.stream(LeaderMeter.values())
			.map((meter) -> "leader_" + meter.name().toLowerCase(Locale.ROOT))
			.filter(Predicate.not(all::contains))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "check rules prometheus-alerts.yaml", "test rules prometheus-alerts-test.yaml" })
	void promtoolAgrees(String command) throws Exception {
		assumeTrue(isThere("promtool"), "promtool is not there: the alerts were not evaluated");
		Process promtool = new ProcessBuilder(("promtool " + command).split(" ")).directory(FOLDER.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(promtool.exitValue()).as(output).isZero();
	}

	private void assertExported(List<String> expressions) {
		assertThat(expressions).isNotEmpty();
		String scrape = this.registry.scrape();
		assertThat(expressions).allSatisfy((expression) -> {
			assertThat(find(METRIC, expression)).isNotEmpty()
				.allSatisfy((metric) -> assertThat(scrape).containsPattern("(?m)^" + metric + "[{ ]"));
			assertThat(find(LABEL_VALUE, expression)).allSatisfy((label) -> assertThat(scrape).contains(label));
		});
	}

	private static TreeSet<String> find(Pattern pattern, String text) {
		TreeSet<String> found = new TreeSet<>();
		Matcher matcher = pattern.matcher(text);
		while (matcher.find()) {
			found.add(matcher.group());
		}
		return found;
	}

	private static List<String> alerts() {
		return strings(new Yaml().load(read("prometheus-alerts.yaml")), "expr").toList();
	}

	private static List<String> dashboard() {
		return strings(new Yaml().load(read("grafana-dashboard.json")), "expr").toList();
	}

	/**
	 * Find all texts of a name, however deep.
	 * @param node a tree of maps and lists
	 * @param name the name
	 * @return the texts
	 */
	private static Stream<String> strings(Object node, String name) {
		if (node instanceof Map<?, ?> map) {
			return Stream.concat(Stream.ofNullable(map.get(name)).map(Object::toString),
					map.values().stream().flatMap((value) -> strings(value, name)));
		}
		return (node instanceof List<?> list) ? list.stream().flatMap((value) -> strings(value, name)) : Stream.empty();
	}

	private static String read(String file) {
		try {
			return Files.readString(FOLDER.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isThere(String program) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

}
