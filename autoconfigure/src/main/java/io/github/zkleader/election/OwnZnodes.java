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

package io.github.zkleader.election;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The own lock znodes, which every renewal of the lease checks a slice of.
 */
final class OwnZnodes {

	private static final int SLICE = 64;

	private final Map<String, Runnable> znodes = new ConcurrentHashMap<>();

	private int slice;

	void add(String znode, Runnable onGone) {
		this.znodes.put(znode, onGone);
	}

	void remove(String znode) {
		this.znodes.remove(znode);
	}

	/**
	 * Return the znodes to check next, in turn. For one thread only.
	 * @return at most 64 of them
	 */
	List<String> nextSlice() {
		List<String> all = List.copyOf(this.znodes.keySet());
		if (all.size() <= SLICE) {
			return all;
		}
		int from = this.slice * SLICE;
		if (from >= all.size()) {
			from = 0;
			this.slice = 0;
		}
		this.slice++;
		return all.subList(from, Math.min(from + SLICE, all.size()));
	}

	/**
	 * A znode does not exist. Whoever added it is told, unless it was removed meanwhile.
	 * @param znode the full path
	 */
	void gone(String znode) {
		Runnable onGone = this.znodes.remove(znode);
		if (onGone != null) {
			onGone.run();
		}
	}

}
