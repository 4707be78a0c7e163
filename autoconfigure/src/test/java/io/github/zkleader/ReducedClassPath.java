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

package io.github.zkleader;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The class path of the tests without some artifacts. A {@code FilteredClassLoader} would
 * not do: it hides classes from their users, but not from the classes that are compiled
 * against them.
 */
public final class ReducedClassPath {

	private ReducedClassPath() {
	}

	/**
	 * Call something with the reduced class path.
	 * @param type what to call
	 * @param artifacts the artifacts to leave out, separated by {@code |}
	 * @return the result
	 * @throws Exception if the call fails
	 */
	public static Object callWithout(String artifacts, Class<? extends Callable<String>> type) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader previous = thread.getContextClassLoader();
		try (URLClassLoader classLoader = new URLClassLoader(without(artifacts),
				ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(classLoader);
			return ((Callable<?>) classLoader.loadClass(type.getName()).getDeclaredConstructor().newInstance()).call();
		}
		finally {
			thread.setContextClassLoader(previous);
		}
	}

	private static URL[] without(String artifacts) {
		Pattern pattern = Pattern.compile("(" + artifacts + ")-[0-9].*\\.jar");
		List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
		URL[] kept = entries.stream()
			.filter((entry) -> !pattern.matcher(Path.of(entry).getFileName().toString()).matches())
			.map(ReducedClassPath::toUrl)
			.toArray(URL[]::new);
		assertThat(kept).hasSizeLessThan(entries.size());
		return kept;
	}

	private static URL toUrl(String entry) {
		try {
			return Path.of(entry).toUri().toURL();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
