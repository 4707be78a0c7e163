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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a benchmark is told on the command line: {@code name=value}. An empty value leaves
 * the default.
 */
public final class Parameters {

	private final Map<String, String> values;

	/**
	 * Read the command line.
	 * @param args the arguments
	 * @throws IllegalArgumentException if one is no name with a value
	 */
	public Parameters(String[] args) {
		this.values = Stream.of(args)
			.map(Parameters::split)
			.filter((pair) -> !pair.get(1).isEmpty())
			.collect(Collectors.toMap((pair) -> pair.get(0), (pair) -> pair.get(1)));
	}

	private static List<String> split(String argument) {
		List<String> pair = Arrays.asList(argument.split("=", 2));
		if (pair.size() != 2) {
			throw new IllegalArgumentException("'" + argument + "' is not of the form name=value");
		}
		return pair;
	}

	/**
	 * Return a number.
	 * @param name its name
	 * @param otherwise its default
	 * @return the number
	 */
	public int number(String name, int otherwise) {
		return Integer.parseInt(this.values.getOrDefault(name, Integer.toString(otherwise)));
	}

	/**
	 * Return a list of words.
	 * @param name its name
	 * @param otherwise its default, separated by commas
	 * @return the words
	 */
	public List<String> words(String name, String otherwise) {
		return List.of(this.values.getOrDefault(name, otherwise).split(",", -1));
	}

	/**
	 * Return a list of numbers.
	 * @param name its name
	 * @param otherwise its default, separated by commas
	 * @return the numbers
	 */
	public List<Integer> numbers(String name, String otherwise) {
		return words(name, otherwise).stream().map(Integer::valueOf).toList();
	}

}
