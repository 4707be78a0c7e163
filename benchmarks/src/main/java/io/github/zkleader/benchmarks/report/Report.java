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

package io.github.zkleader.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.json.JsonWriter;

/**
 * The result of a benchmark: a table on the console, and JSON beside it.
 */
public final class Report {

	/**
	 * Where results and logs go.
	 */
	public static final Path TARGET = Path.of("target", "benchmarks");

	private final String name;

	private final List<String> columns;

	private final List<Map<String, Object>> rows = new ArrayList<>();

	private final List<Map<String, Object>> goals = new ArrayList<>();

	private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

	/**
	 * Create a new report.
	 * @param name its name, that of the file too
	 * @param columns the columns
	 */
	public Report(String name, String... columns) {
		this.name = name;
		this.columns = List.of(columns);
	}

	/**
	 * Add a row.
	 * @param cells a text or a number for each column
	 */
	public void row(Object... cells) {
		Map<String, Object> row = new LinkedHashMap<>();
		for (int i = 0; i < cells.length; i++) {
			row.put(this.columns.get(i), finite(cells[i]));
		}
		this.rows.add(row);
	}

	/**
	 * Add a goal, unless it was not tried.
	 * @param goal what is to be reached
	 * @param value what was reached, or {@code NaN} if nothing was tried
	 * @param limit what it must not exceed, likewise
	 */
	public void goal(String goal, double value, double limit) {
		if (Double.isNaN(value) || Double.isNaN(limit)) {
			return;
		}
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("goal", goal);
		result.put("value", finite(value));
		result.put("limit", finite(limit));
		result.put("met", value <= limit);
		this.goals.add(result);
	}

	private static Object finite(Object cell) {
		return (cell instanceof Double number && !Double.isFinite(number)) ? "-" : cell;
	}

	/**
	 * Show the table and write the file.
	 */
	public void finish() {
		System.out.println();
		System.out.println("== " + this.name);
		List<List<String>> lines = new ArrayList<>();
		lines.add(this.columns);
		this.rows.forEach((row) -> lines.add(row.values().stream().map(Report::text).toList()));
		show(lines);
		for (Map<String, Object> goal : this.goals) {
			System.out.println((Boolean.TRUE.equals(goal.get("met")) ? "met     " : "MISSED  ") + goal.get("goal")
					+ ": " + text(goal.getOrDefault("value", "")) + " <= " + text(goal.getOrDefault("limit", "")));
		}
		write();
	}

	private static void show(List<List<String>> lines) {
		for (List<String> line : lines) {
			StringBuilder text = new StringBuilder();
			for (int i = 0; i < line.size(); i++) {
				int column = i;
				int width = lines.stream().mapToInt((other) -> other.get(column).length()).max().orElse(0);
				text.append((i == 0) ? pad(line.get(i), -width) : pad(line.get(i), width + 2));
			}
			System.out.println(text.toString().stripTrailing());
		}
	}

	private static String pad(String text, int width) {
		return ("%" + width + "s").formatted(text);
	}

	private static String text(Object cell) {
		if (cell instanceof Double number) {
			int digits = (Math.abs(number) < 10) ? 2 : (Math.abs(number) < 100) ? 1 : 0;
			return String.format(Locale.ROOT, "%." + digits + "f", number);
		}
		return cell.toString();
	}

	private void write() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("name", this.name);
		json.put("at", Instant.now().toString());
		json.put("processors", Runtime.getRuntime().availableProcessors());
		json.put("load", this.load);
		json.put("java", Runtime.version().toString());
		json.put("rows", this.rows);
		json.put("goals", this.goals);
		try {
			Files.createDirectories(TARGET);
			Files.writeString(TARGET.resolve(this.name + ".json"),
					JsonWriter.<Map<String, Object>>standard().writeToString(json));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
