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

import java.lang.reflect.Constructor;

import io.github.zkleader.LeaderOnly;
import org.apache.curator.utils.Compatibility;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.quorum.MultipleAddresses;
import org.apache.zookeeper.server.quorum.QuorumPeer.QuorumServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZookeeperRuntimeHints}, as found by the AOT engine.
 */
class ZookeeperRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void register() {
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> !registrar.getClass().getName().startsWith("org.springframework.cloud."))
			.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.zookeeper.ClientCnxnSocketNIO", "org.apache.zookeeper.ClientCnxnSocketNetty" })
	void socketsCanBeCreated(String name) throws Exception {
		Constructor<?> constructor = Class.forName(name).getDeclaredConstructor(ZKClientConfig.class);
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor)).accepts(this.hints);
	}

	@Test
	void curatorFindsWhatItsVersionOfZookeeperHas() throws Exception {
		assertThat(Compatibility.hasPersistentWatchers()).isTrue();
		assertThat(RuntimeHintsPredicates.reflection().onType(Class.forName("org.apache.zookeeper.AddWatchMode")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(MultipleAddresses.class.getMethod("getReachableOrOne"))).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(QuorumServer.class.getField("addr")))
			.accepts(this.hints);
	}

	@Test
	void gatedMethodsAreReflective() throws Exception {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, Job.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Job.class.getDeclaredMethod("run")))
			.accepts(this.hints);
	}

	static class Job {

		@LeaderOnly
		void run() {
		}

	}

}
