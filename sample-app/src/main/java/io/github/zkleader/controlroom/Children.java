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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

/**
 * Starts JVMs on the class path of this one. None outlives it.
 */
@Component
class Children {

	private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private final Reaper reaper;

	private final Path logs;

	Children(Reaper reaper, ControlRoomProperties properties) throws IOException {
		this.reaper = reaper;
		this.logs = Files.createDirectories(properties.directory().resolve("logs"));
	}

	Child start(String name, String mainClass, List<String> jvmOptions, List<String> args) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		command.addAll(jvmOptions);
		String classPath = System.getProperty("java.class.path");
		if (isExecutableJar(classPath)) {
			command.addAll(List.of("-Dloader.main=" + mainClass, "-cp", classPath, LAUNCHER));
		}
		else {
			command.addAll(List.of("-cp", classPath, mainClass));
		}
		command.addAll(args);
		File log = this.logs.resolve(name + ".log").toFile();
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log))
			.start();
		this.reaper.watch(process);
		return new Child(process);
	}

	private static boolean isExecutableJar(String classPath) {
		return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
	}

}
