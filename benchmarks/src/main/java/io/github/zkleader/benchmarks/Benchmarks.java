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

package io.github.zkleader.benchmarks;

import java.util.List;
import java.util.stream.Stream;

import io.github.zkleader.benchmarks.gate.Gate;
import io.github.zkleader.benchmarks.handover.HandOver;
import io.github.zkleader.benchmarks.report.Parameters;
import io.github.zkleader.benchmarks.scale.Scale;
import io.github.zkleader.benchmarks.startup.StartUp;

/**
 * Runs the benchmarks that are named in the first argument, separated by commas, or all,
 * with the parameters in the second one, separated by spaces.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		Parameters parameters = new Parameters((args.length > 1)
				? Stream.of(args[1].split(" ", -1)).filter((pair) -> !pair.isEmpty()).toArray(String[]::new)
				: new String[0]);
		List<String> names = args[0].equals("all")
				? List.of("gate", "hand-over", "roles", "candidates", "idle", "start-up")
				: List.of(args[0].split(",", -1));
		for (String name : names) {
			switch (name) {
				case "gate" -> Gate.run(parameters);
				case "hand-over" -> HandOver.run(parameters);
				case "roles" -> Scale.roles(parameters);
				case "candidates" -> Scale.candidates(parameters);
				case "idle" -> Scale.idle(parameters);
				case "start-up" -> StartUp.run(parameters);
				default -> throw new IllegalArgumentException("There is no benchmark '" + name + "'");
			}
		}
	}

}
