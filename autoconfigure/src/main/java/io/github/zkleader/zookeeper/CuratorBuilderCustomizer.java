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

package io.github.zkleader.zookeeper;

import org.apache.curator.framework.CuratorFrameworkFactory;

/**
 * Callback that customizes the {@link CuratorFrameworkFactory.Builder} of the
 * auto-configured client after its properties were applied. The factory of sessions and
 * the connection state error policy are part of the election's safety: they are applied
 * last, whatever a customizer sets.
 */
@FunctionalInterface
public interface CuratorBuilderCustomizer {

	/**
	 * Customize the builder.
	 * @param builder the builder to customize
	 */
	void customize(CuratorFrameworkFactory.Builder builder);

}
