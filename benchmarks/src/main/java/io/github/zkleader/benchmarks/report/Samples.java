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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measurements of the same thing, in any unit.
 */
public final class Samples {

	private final List<Double> values = new ArrayList<>();

	/**
	 * Add a measurement.
	 * @param value the measurement
	 */
	public void add(double value) {
		this.values.add(value);
	}

	/**
	 * Return how many there are.
	 * @return the number of measurements
	 */
	public int count() {
		return this.values.size();
	}

	/**
	 * Return the median.
	 * @return the median, not a number if there is no measurement
	 */
	public double median() {
		return quantile(0.5);
	}

	/**
	 * Return what 99 of 100 measurements do not exceed: the greatest one of less than a
	 * hundred.
	 * @return the quantile, not a number if there is no measurement
	 */
	public double p99() {
		return quantile(0.99);
	}

	/**
	 * Return the smallest one.
	 * @return the smallest, not a number if there is no measurement
	 */
	public double min() {
		return quantile(0);
	}

	private double quantile(double q) {
		if (this.values.isEmpty()) {
			return Double.NaN;
		}
		List<Double> sorted = new ArrayList<>(this.values);
		Collections.sort(sorted);
		return sorted.get(Math.max(0, (int) Math.ceil(q * sorted.size()) - 1));
	}

}
