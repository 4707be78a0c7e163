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

package io.github.zkleader.benchmarks.handover;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.github.zkleader.benchmarks.contenders.Kind;
import io.github.zkleader.processes.EnsembleServer;

/**
 * Where candidates run.
 *
 * @param servers the servers
 * @param directory for logs and journals
 * @param sessionTimeout the session timeout
 * @param isLinked whether the candidates connect through links that can be cut
 */
record Arena(List<EnsembleServer> servers, Path directory, Duration sessionTimeout, boolean isLinked) {

	static String path(Kind kind) {
		return "/" + kind.toPath();
	}

	static String connectString(List<Integer> ports) {
		return ports.stream().map((port) -> "127.0.0.1:" + port).collect(Collectors.joining(","));
	}

}
