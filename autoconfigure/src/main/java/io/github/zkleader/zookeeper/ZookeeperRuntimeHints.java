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

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;

/**
 * {@link RuntimeHintsRegistrar} for what ZooKeeper's client and Curator find by name. An
 * embedded server is not meant for native images.
 */
class ZookeeperRuntimeHints implements RuntimeHintsRegistrar {

	private static final String ZOOKEEPER = "org.apache.zookeeper.";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		TypeReference config = TypeReference.of(ZOOKEEPER + "client.ZKClientConfig");
		for (String socket : new String[] { "ClientCnxnSocketNIO", "ClientCnxnSocketNetty" }) {
			register(hints, classLoader, socket,
					(type) -> type.withConstructor(List.of(config), ExecutableMode.INVOKE));
		}
		register(hints, classLoader, "AddWatchMode", (type) -> {
		});
		register(hints, classLoader, "server.quorum.MultipleAddresses",
				(type) -> type.withMembers(MemberCategory.INVOKE_PUBLIC_METHODS));
		register(hints, classLoader, "server.quorum.QuorumPeer$QuorumServer", (type) -> type.withField("addr"));
	}

	private void register(RuntimeHints hints, @Nullable ClassLoader classLoader, String name,
			Consumer<TypeHint.Builder> hint) {
		hints.reflection().registerTypeIfPresent(classLoader, ZOOKEEPER + name, hint);
	}

}
