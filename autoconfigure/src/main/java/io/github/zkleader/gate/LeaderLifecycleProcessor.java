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

package io.github.zkleader.gate;

import java.util.Map;

import io.github.zkleader.LeaderOnly;

import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;

/**
 * Leaves {@link LeaderOnly} beans of type {@link SmartLifecycle} to
 * {@link LeaderLifecycles}: whether the application context is refreshed, started,
 * stopped, paused or restarted, they follow the leadership, which does all of that.
 */
public class LeaderLifecycleProcessor extends DefaultLifecycleProcessor {

	private final LeaderLifecycles lifecycles;

	/**
	 * Create a new processor.
	 * @param lifecycles what to leave alone
	 */
	public LeaderLifecycleProcessor(LeaderLifecycles lifecycles) {
		this.lifecycles = lifecycles;
	}

	@Override
	protected Map<String, Lifecycle> getLifecycleBeans() {
		Map<String, Lifecycle> beans = super.getLifecycleBeans();
		beans.keySet().removeIf(this.lifecycles::contains);
		return beans;
	}

}
