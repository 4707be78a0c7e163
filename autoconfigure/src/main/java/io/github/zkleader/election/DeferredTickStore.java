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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes the store when it is asked first, which nobody does without a connection.
 */
final class DeferredTickStore implements TickStore {

	private final Supplier<? extends TickStore> factory;

	private volatile @Nullable TickStore made;

	DeferredTickStore(Supplier<? extends TickStore> factory) {
		this.factory = factory;
	}

	private TickStore made() {
		TickStore made = this.made;
		if (made == null) {
			synchronized (this) {
				made = this.made;
				if (made == null) {
					made = this.factory.get();
					this.made = made;
				}
			}
		}
		return made;
	}

	@Override
	public void announce() throws CampaignException, InterruptedException {
		made().announce();
	}

	@Override
	public boolean isForeign(Candidates candidates) throws Exception {
		return made().isForeign(candidates);
	}

	@Override
	public void rememberForeign(long fencingToken) throws Exception {
		made().rememberForeign(fencingToken);
	}

	@Override
	public long getForeign() throws Exception {
		return made().getForeign();
	}

	@Override
	public Entry read(String task) throws Exception {
		return made().read(task);
	}

	@Override
	public int write(Grant grant, String task, String content, int version) throws Exception {
		return made().write(grant, task, content, version);
	}

}
